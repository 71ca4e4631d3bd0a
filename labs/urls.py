"""Addresses of the labs, and of the site as sign-on provider of the hub.

Only the base and OpenID parts of the provider are here: its other pages would let any signed-in
person register clients.
"""

from django.urls import include, path
from oauth2_provider import views as provider

from labs.assignments import views
from labs.files.views import downloads as files
from labs.files.views import rooms
from labs.grading.views import result

sign_on = [
    path("authorize/", provider.AuthorizationView.as_view(), name="authorize"),
    path("token/", provider.TokenView.as_view(), name="token"),
    path("revoke_token/", provider.RevokeTokenView.as_view(), name="revoke-token"),
    path("userinfo/", provider.UserInfoView.as_view(), name="user-info"),
    path("logout/", provider.RPInitiatedLogoutView.as_view(), name="rp-initiated-logout"),
    path(".well-known/jwks.json", provider.JwksInfoView.as_view(), name="jwks-info"),
    path(
        ".well-known/openid-configuration",
        provider.ConnectDiscoveryInfoView.as_view(),
        name="oidc-connect-discovery-info",
    ),
]

labs = [
    path("<uuid:uuid>/prepare/", views.prepare, name="prepare"),
    path("<uuid:uuid>/state/", views.state, name="state"),
    path("<uuid:uuid>/restart/", views.restart, name="restart"),
    path("<uuid:uuid>/open/", views.open_lab, name="open"),
    path("<uuid:uuid>/room/", views.room, name="room"),
    path("<uuid:uuid>/hand-in/", views.hand_in, name="hand-in"),
    path("<uuid:uuid>/start-again/", views.start_again, name="start-again"),
    path("<uuid:uuid>/start-file/", files.start_file, name="start-file"),
    path("<uuid:uuid>/room-files/", rooms.room_files, name="room-files"),
    path("<uuid:uuid>/room-files/open/", rooms.open_room, name="room-files-open"),
    path("<uuid:uuid>/room-files/start/", rooms.put_start, name="room-files-start"),
    path("attempts/<uuid:uuid>/", files.attempt_file, name="attempt-file"),
    path("<uuid:uuid>/result/", result, name="result"),
]

urlpatterns = [
    path("o/", include((sign_on, "oauth2_provider"))),
    path("labs/simulators/", include("labs.simulators.urls")),
    path("labs/sheets/", include("labs.sheets.urls")),
    path("labs/rooms/", include("labs.rooms.urls")),
    path("labs/workshop/", include("labs.workshop.urls")),
    path("labs/submissions/", include("labs.submissions.urls")),
    path("labs/", include((labs, "labs"))),
]
