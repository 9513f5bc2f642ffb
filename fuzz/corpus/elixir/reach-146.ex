    ;foo.b&r{} fn () 'c' "k#{&1}":
.. && ... * end