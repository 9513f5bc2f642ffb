import os
import tempfile

os.environ.update(
    DJANGO_SETTINGS_MODULE="pretix.settings", PRETIX_PRETIX_DATADIR=tempfile.mkdtemp(), PRETIX_DJANGO_SECRET="x"
)
import django

django.setup()
import pretix.multidomain.event_domain_urlconf
import pretix.multidomain.maindomain_urlconf
import pretix.multidomain.organizer_domain_urlconf
