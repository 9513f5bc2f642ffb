# A busy machine delays messages; a test that waits in vain fails all the same.
ExUnit.start(assert_receive_timeout: 10_000)
