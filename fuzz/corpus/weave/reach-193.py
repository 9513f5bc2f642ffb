    # sspil}e0 s(ile1:
épasspile1:
é\psil}e0 s('ile1:
épasspile1:
épass: spile:0 spile1
épasspile1:f'''{x
	éssass: spile:0 spile1t'{x}'épasspile1:
épass