import sys
import tempfile

sys.argv = ["cps", "-p", tempfile.mkdtemp() + "/app.db"]
import calibreweb
import cps.main

cps.web_server.start = lambda: True
try:
    cps.main.main()
except SystemExit:
    pass
