"""Addresses under /labs/rooms/."""

from django.urls import path

from labs.rooms import views

app_name = "rooms"
urlpatterns = [
    path("", views.rooms, name="rooms"),
    path("close/", views.close_all, name="close-all"),
    path("<uuid:person>/close/", views.close, name="close"),
    path("closings/<uuid:closing>/call-off/", views.call_off, name="call-off"),
]
