~s(x) :a#c
@ | &1 "k": else ->|| "k#{1}": ^^^ rescue;\\ * 2.5++ , <>
 [in/:a ]