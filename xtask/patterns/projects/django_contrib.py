import sys
import types

from django.conf import settings

apps = "admin admindocs auth contenttypes sessions messages flatpages sites staticfiles".split()
context = ["template.context_processors.request", "contrib.auth.context_processors.auth",
           "contrib.messages.context_processors.messages"]  # fmt: skip
settings.configure(
    SECRET_KEY="x",
    ROOT_URLCONF="urls",
    INSTALLED_APPS=[f"django.contrib.{app}" for app in apps],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": [f"django.{name}" for name in context]},
        }
    ],
    SITE_ID=1,
)
import django

django.setup()
from django.contrib import admin
from django.urls import include, path

urls = sys.modules["urls"] = types.ModuleType("urls")
urls.urlpatterns = [
    path("admin/doc/", include("django.contrib.admindocs.urls")),
    path("admin/", admin.site.urls),
    path("auth/", include("django.contrib.auth.urls")),
    path("pages/", include("django.contrib.flatpages.urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("static/", include("django.contrib.staticfiles.urls")),
]
