a else: ../ do /.rescudo /.e 
n../ do /. .:../ dof [/.