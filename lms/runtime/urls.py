"""Where machines ask how the platform is."""

from django.urls import path

from lms.runtime import views

urlpatterns = [
    path("healthz", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
]
