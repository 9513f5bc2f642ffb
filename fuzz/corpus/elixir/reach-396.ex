 !'‍\
:S(++(f日本#{::o"a": _and :'li::o"a": _and alias}e>>>>>>>__ c';foo }e>>>>>>>__ c';foo 