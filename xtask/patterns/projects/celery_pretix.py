import os
import tempfile

os.environ.update(
    DJANGO_SETTINGS_MODULE="pretix.settings", PRETIX_PRETIX_DATADIR=tempfile.mkdtemp(), PRETIX_DJANGO_SECRET="x"
)
import django

django.setup()
import pretix.celery_app

pretix.celery_app.app.loader.import_default_modules()
