[
#rea [
#rea   : k  : kea [
#rea   : k  : k