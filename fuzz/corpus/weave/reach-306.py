 # spi(le: spile:0 spile1:
spile:...)
 é, *c if x: = x1 = (case := type)
: 'é' (
 self, *0 in b'spile:0'é = x1 = "é"; (a \
 :elf, *0 in b'spile:0'é = x1 = "é"; = ...)
é, *c = x1f'{ = (case := type)

    a[case:]b'x'#]
cs C(f'{名前!r:}'{sef'{f}} {{'):  # comment*é = x1 = "éawait ; (a \
spile:...)
 é, *c if x: = x1 = (case := type)
: 'é' ('{f}} {{'):  # comment*é = x1 = "é"; (a \
 self,case _: *0 in b'spile:0'é = x1 = "é"; (a \
 :elf, *0 in b'spile:0' == "é"; = ...)
é, *{c = x1f'{ = (case := type) "é"; (a \
 :elf, *0 in b'spile:0'é = x1 = "é"; = .
