~s(x)when 
;&&  