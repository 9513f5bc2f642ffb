foo[ 
not inafter, -- = ]