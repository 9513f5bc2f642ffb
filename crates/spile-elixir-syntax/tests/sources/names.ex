# Names beyond ASCII.
ólá = 1
a = :Ünï
[ärger: 1, Ähm: 2]
日本語 = 変数
_ñ
