import sys
import types

from django.conf import settings

apps = ["auth", "contenttypes", "sessions", "messages", "staticfiles"]
wagtail = [
    "contrib.forms", "contrib.redirects", "contrib.settings", "contrib.search_promotions", "contrib.styleguide",
    "contrib.simple_translation", "contrib.table_block", "contrib.typed_table_block", "contrib.routable_page", "embeds",
    "sites", "users", "snippets", "documents", "images", "search", "admin", "api.v2", "locales",
]  # fmt: skip
settings.configure(
    SECRET_KEY="x",
    ROOT_URLCONF="urls",
    INSTALLED_APPS=[f"wagtail.{app}" for app in wagtail]
    + ["wagtail", "modelcluster", "taggit", "rest_framework"]
    + [f"django.contrib.{app}" for app in apps],
    MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    STATIC_URL="/static/",
    WAGTAIL_SITE_NAME="x",
    WAGTAILADMIN_BASE_URL="http://x",
    WAGTAIL_I18N_ENABLED=True,
    USE_I18N=True,
)
import django

django.setup()
from django.urls import include, path

urls = sys.modules["urls"] = types.ModuleType("urls")
urls.urlpatterns = [
    path("admin/", include("wagtail.admin.urls")),
    path("documents/", include("wagtail.documents.urls")),
    path("images/", include("wagtail.images.urls")),
    path("", include("wagtail.urls")),
]
