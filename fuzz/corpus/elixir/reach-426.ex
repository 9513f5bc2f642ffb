    ;foo.bar{} fn () 'c' "k#{&1}":
.. && ... * end