.?
or?aof(foo not
in  !&1 *foo !&1 * in  aor nd fn;end 