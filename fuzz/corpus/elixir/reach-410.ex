a i../ do /.rescue 
n../ do /. .:../ do /.