from django.conf import settings

apps = ["admin", "auth", "contenttypes", "sessions", "messages", "sites"]
settings.configure(
    SECRET_KEY="x",
    ROOT_URLCONF="allauth.urls",
    INSTALLED_APPS=[f"django.contrib.{app}" for app in apps]
    + ["allauth", "allauth.account", "allauth.mfa", "allauth.socialaccount", "allauth.usersessions", "allauth.headless"]
    + [f"allauth.socialaccount.providers.{name}" for name in ["github", "google", "openid", "dummy", "facebook"]],
    MIDDLEWARE=["allauth.account.middleware.AccountMiddleware"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    SITE_ID=1,
)
import django

django.setup()
import allauth.headless.urls
