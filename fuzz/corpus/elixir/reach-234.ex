%A{f日本oo.?\ba{  __esenA.B
_<<<<<<<   __esenA.B
_<<<<<<< HEAD
_}HEAD
_}