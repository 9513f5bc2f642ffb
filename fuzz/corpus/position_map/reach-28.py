
casese _:
s!rét

 rb' _:
s!rét

finally:rb'