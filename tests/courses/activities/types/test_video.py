"""The video: its files, its ranges, who may see it."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client

from courses.activities.models import Activity
from courses.activities.types.video.models import Video
from courses.activities.types.video.watching import merge, share, spans_in
from courses.progress.models import ActivityProgress
from lms.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.activities import VTT, mp4, video
from tests.factories.courses import activity, enrolment

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown() -> Activity:
    return activity("video", video=video(20).pk, share=90)


@pytest.fixture
def learner(shown: Activity, client: Client) -> User:
    person = UserFactory()
    enrolment(person, shown.course)
    client.force_login(person)
    return person


def test_video_measured() -> None:
    made = video(42)

    assert (made.media_type, made.seconds, made.size) == ("video/mp4", 42.0, len(mp4(42)))


@pytest.mark.parametrize(
    ("file", "captions", "field"),
    [
        (b"<html>", VTT, "file"),
        (mp4(0), VTT, "file"),
        (mp4(), b"1\n00:00 --> 00:02\nSRT", "captions"),
        (mp4(), b"WEBVTT\n", "captions"),
        (mp4(), b"\xff\xfe", "captions"),
    ],
)
def test_video_refused_by_content(file: bytes, captions: bytes, field: str) -> None:
    made = Video(
        title="x",
        transcript="x",
        file=ContentFile(file, "x.mp4"),
        captions=ContentFile(captions, "x.vtt"),
    )

    with pytest.raises(ValidationError) as refusal:
        made.full_clean()

    assert list(refusal.value.error_dict) == [field]


@pytest.mark.parametrize(
    ("asked", "status", "length", "told"),
    [
        ("", 200, None, None),
        ("bytes=0-9", 206, 10, "bytes 0-9/{size}"),
        ("bytes=-5", 206, 5, "bytes {last5}-{last}/{size}"),
        ("bytes=99999999-", 416, 0, "bytes */{size}"),
        ("bytes=5-2", 416, 0, "bytes */{size}"),
    ],
)
def test_film_ranges(
    client: Client, learner: User, asked: str, status: int, length: int, told: str
) -> None:
    made = Video.objects.get()
    size = made.size

    answer = client.get(f"/learn/videos/{made.uuid}/film/", headers={"Range": asked})

    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert (answer.status_code, len(body)) == (status, size if length is None else length)
    places = {"size": size, "last": size - 1, "last5": size - 5}
    assert answer.headers.get("Content-Range") == (told.format(**places) if told else None)


def test_film_strangers_learn_nothing(client: Client, shown: Activity) -> None:
    made = Video.objects.get()
    client.force_login(UserFactory())

    assert client.get(f"/learn/videos/{made.uuid}/film/").status_code == 404
    assert client.get(f"/learn/videos/{made.uuid}/captions.vtt").status_code == 404


def test_captions(client: Client, learner: User) -> None:
    answer = client.get(f"/learn/videos/{Video.objects.get().uuid}/captions.vtt")

    assert b"".join(answer.streaming_content) == VTT
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"


def test_page_offers_size_and_position(client: Client, shown: Activity, learner: User) -> None:
    client.post(
        f"/learn/activities/{shown.uuid}/watched/",
        {"position": 7, "spans": [[0, 7]]},
        content_type="application/json",
    )

    page = client.get(f"/learn/{shown.course.slug}/{shown.lesson.slug}/").content.decode()

    assert 'data-position="7.0"' in page
    assert 'preload="none"' in page
    assert 'kind="captions"' in page
    assert "0:20" in page
    assert ActivityProgress.objects.get(learner=learner).state == "in_progress"


def test_read_instead(client: Client, shown: Activity, learner: User) -> None:
    client.post(f"/learn/activities/{shown.uuid}/read/")

    assert ActivityProgress.objects.get(learner=learner).state == "completed"


@pytest.mark.parametrize("spans", ["x", [[1]], [["a", 2]], [[0, "nan"]], None, [[0, 1]] * 201])
def test_watched_nonsense(client: Client, shown: Activity, learner: User, spans: object) -> None:
    answer = client.post(
        f"/learn/activities/{shown.uuid}/watched/",
        {"position": 1, "spans": spans},
        content_type="application/json",
    )

    assert (answer.status_code, ActivityProgress.objects.count()) == (422, 0)


def test_merge_and_share() -> None:
    assert merge([(5, 8), (0, 4), (3, 5.5)]) == [(0, 8)]
    assert share([(0, 8)], 10) == 0.8
    assert spans_in([[-5, 500]], 10) == [(0.0, 10)]
