import sys
import tempfile

sys.argv = ["cps", "-p", tempfile.mkdtemp() + "/app.db"]
import calibreweb
import cps.main
import cps.db
