 
bretu**rnre#awa"t re'''rnrkake#awa"t re'''akak