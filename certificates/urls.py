"""Addresses of certificates: public verification, papers, reports."""

from django.urls import include, path

from certificates.credentials import views

urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/<str:code>/", views.verify_code, name="verify_code"),
    path(".well-known/did.json", views.did, name="did"),
    path("credentials/", include("certificates.credentials.urls")),
    path("reports/", include("certificates.reports.urls")),
]
