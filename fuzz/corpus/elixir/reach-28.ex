%A{f日本oo.bar<> {} |__esenA.B
__}