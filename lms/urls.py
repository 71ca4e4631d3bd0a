"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from lms.accounts.views import to_sign_in

handler500 = "lms.site.errors.server_error"

urlpatterns = [
    path("django-admin/login/", to_sign_in),
    path("admin/login/", to_sign_in),
    path("_util/login/", to_sign_in),
    path("", include("lms.runtime.urls")),
    path("", include("lms.site.urls")),
    path("django-admin/", admin.site.urls),
    path("admin/jsi18n/", JavaScriptCatalog.as_view()),
    path("admin/", include(wagtailadmin_urls)),
    path("accounts/", include("lms.accounts.urls")),
    path("records/", include("lms.records.urls")),
    path("organisation/", include("lms.organisation.urls")),
    path("transfer/", include("transfer.urls")),
    path("", include("certificates.urls")),
    path("", include("labs.urls")),
    path("", include("courses.urls")),
    path("", include(wagtail_urls)),
]
