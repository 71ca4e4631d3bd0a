"""Addresses under /labs/sheets/, each of an activity."""

from django.urls import path

from labs.sheets import views

app_name = "sheets"
urlpatterns = [
    path("<uuid:uuid>/", views.page, name="page"),
    path("<uuid:uuid>/open/", views.open_sheet, name="open"),
    path("<uuid:uuid>/edits/", views.edits, name="edits"),
    path("<uuid:uuid>/values/", views.values, name="values"),
    path("<uuid:uuid>/file/", views.file, name="file"),
    path("<uuid:uuid>/again/", views.again, name="again"),
    path("<uuid:uuid>/take-up/", views.take_up, name="take-up"),
]
