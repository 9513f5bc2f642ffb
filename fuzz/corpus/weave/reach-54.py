"""Mod\ule.""" 	
raise ((self if 1 eexcept* E:lse 'spile:0',)) fr)) from None
om No]e
