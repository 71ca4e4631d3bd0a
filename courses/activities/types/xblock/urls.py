"""Addresses of blocks."""

from django.urls import path

from courses.activities.types.xblock import views

urlpatterns = [
    path("xblock/play/<uuid:activity>/", views.play, name="xblock_play"),
    path("xblock/<uuid:activity>/<slug:name>/", views.handler, name="xblock_handler"),
    path("xblock/<uuid:activity>/<slug:name>/<path:suffix>", views.handler),
    path("xblock/signed/<str:token>/", views.signed, name="xblock_signed"),
    path("xblock/signed/<str:token>/<path:suffix>", views.signed),
    path("xblock/resources/<slug:block_type>/<path:path>", views.resource, name="xblock_resource"),
]
