"""Addresses of transfer."""

from django.urls import path

from transfer.handover import views as handover
from transfer.phases import views as phases

app_name = "transfer"
urlpatterns = [
    path("", handover.board_page, name="board"),
    path("<uuid:uuid>/", handover.handover_page, name="handover"),
    path("<uuid:uuid>/accept/", handover.accept, name="accept"),
    path("phases/", phases.phases_page, name="phases"),
    path("phases/<uuid:uuid>/", phases.phase_page, name="phase"),
    path("phases/<uuid:uuid>/lessons/", phases.draw_lesson, name="lesson"),
    path("phases/<uuid:uuid>/review/", phases.write_review, name="review"),
    path("phases/<uuid:uuid>/close/", phases.close, name="close"),
]
