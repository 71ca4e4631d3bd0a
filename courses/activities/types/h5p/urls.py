"""Addresses of the player and of what it loads."""

from django.urls import path, re_path

from courses.activities.types.h5p.views import player

urlpatterns = [
    path("h5p/play/<uuid:activity>/", player.play, name="h5p_play"),
    path("h5p/preview/<uuid:package>/", player.preview, name="h5p_preview"),
    path("h5p/drafts/<uuid:draft>/", player.draft, name="h5p_draft"),
    path("h5p/drafts/<str:token>/<path:path>", player.draft_medium, name="h5p_draft_medium"),
    path("h5p/contents/<str:token>/<path:path>", player.content_file, name="h5p_content"),
    path("h5p/libraries/<str:folder>/<path:path>", player.library_file, name="h5p_library"),
    re_path(
        r"^h5p/bundles/(?P<key>[0-9a-f]{32})\.(?P<kind>js|css)$", player.bundle, name="h5p_bundle"
    ),
]
