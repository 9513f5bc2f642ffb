 # spile: spile:0 spile1:
    a[case:]b'x'#]
cs C(f'{名前!r:}'{sef'{f}} {{'):  # comment*é = x1 = "é"; (a \
spile:...)
 é, *c if x: = x1 = (case := type)
: 'é' (
 self, *0 in b'spile:0'é = x1 = "é"; (a \
 :elf, *0 in b'spile:0'é = x1 = "é"; = ...)
é, *c = x1f'{ = (case := type)
