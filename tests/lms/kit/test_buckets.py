"""Files in a bucket of a real server of the S3 protocol, and served by the site as ever."""

import gc
import io
import shutil
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
import requests
from botocore.config import Config
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image as Drawing
from wagtail.images.models import Image

from certificates.credentials.actions import make_file
from courses.activities.models import Activity
from courses.activities.types.h5p.actions import export, hand_in, import_upload
from courses.activities.types.h5p.models import Package
from labs.assignments.models import Attempt
from lms.accounts.models import User
from lms.env import load
from lms.kit.buckets import ObjectStorage
from lms.runtime.urls_of_services import media_storage
from tests.factories.accounts import UserFactory
from tests.factories.activities import mp4, video
from tests.factories.certificates import issued_credential
from tests.factories.courses import activity, enrolment
from tests.factories.h5p import h5p_activity, order_file, package
from tests.factories.labs import attempt, lab_activity, sums

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings(
        "ignore::pytest.PytestUnraisableExceptionWarning"  # Wagtail leaves a rendition's file open
    ),
]
KEY, SECRET, NAME = "khoa", "mat/khau+", "hoc-lieu"


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the server, in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int) -> None:
    for _try in range(300):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("The S3 server did not start.")


@pytest.fixture
def bucket(server: str, tmp_path: Path, settings: Any) -> Iterator[Any]:
    """An empty bucket in which the site keeps its files, as the one variable sets it."""
    address = server.replace("://", "://khoa:mat%2Fkhau%2B@")
    source = {"STATE_DIR": str(tmp_path), "MEDIA_STORE_URL": f"{address}/{NAME}?region=vn-1"}
    requests.post(f"{server}/moto-api/reset", timeout=5)
    client = boto3.resource(
        "s3",
        endpoint_url=server,
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
        region_name="vn-1",
        config=Config(s3={"addressing_style": "path"}),
    )
    made = client.create_bucket(
        Bucket=NAME, CreateBucketConfiguration={"LocationConstraint": "vn-1"}
    )
    settings.STORAGES = {**settings.STORAGES, "default": media_storage(load(source))}
    yield made
    client.meta.client.close()
    with warnings.catch_warnings():
        # What Wagtail left open goes now, not in the middle of somebody else's test.
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture
def elsewhere(settings: Any) -> Any:
    """Go on as on another machine of the site, whose disk holds none of the files."""

    def move() -> None:
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)

    return move


def names(bucket: Any) -> list[str]:
    return sorted(one.key for one in bucket.objects.all())


def learner_of(made: Activity, client: Client) -> User:
    person = UserFactory()
    enrolment(person, made.course)
    client.force_login(person)
    return person


def test_one_variable_sets_the_bucket(bucket: Any) -> None:
    assert isinstance(default_storage, ObjectStorage)
    assert (default_storage.access_key, default_storage.secret_key) == (KEY, SECRET)
    assert (default_storage.bucket_name, default_storage.region_name) == (NAME, "vn-1")


def test_a_file_is_private_named_once_and_addressed_at_the_site(bucket: Any) -> None:
    first = default_storage.save("videos/a.mp4", ContentFile(b"one"))
    second = default_storage.save("videos/a.mp4", ContentFile(b"two"))

    assert first == "videos/a.mp4"
    assert second != first
    with default_storage.open(first) as file:
        assert file.read() == b"one"
    assert default_storage.url(first) == "/media/videos/a.mp4"
    grants = bucket.Object(first).Acl().grants
    assert [one["Grantee"]["Type"] for one in grants] == ["CanonicalUser"]


def test_h5p_is_imported_here_and_played_on_another_machine(
    bucket: Any, elsewhere: Any, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    trainer = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        upload = hand_in(file=ContentFile(order_file()), name="ba-buoc.h5p", by=trainer)
        kept = import_upload(upload=upload, may_install=True)
    assert (kept.state, kept.message) == ("done", "")
    made = h5p_activity(kept.package)
    learner_of(made, client)
    elsewhere()

    page = client.get(f"/h5p/play/{made.uuid}/")

    library = next(name for name in names(bucket) if name.startswith("h5p/libraries/"))
    folder = library.removeprefix("h5p/libraries/").removesuffix(".zip")
    file = client.get(f"/h5p/libraries/{folder}/library.json")
    assert page.status_code == 200
    assert b'"machineName"' in b"".join(file.streaming_content)
    assert f"h5p/contents/{kept.package.sha256}.zip" in names(bucket)
    assert not [name for name in names(bucket) if name.startswith("h5p/uploads/")]


def test_a_bundle_made_on_one_machine_is_served_by_another(
    bucket: Any, elsewhere: Any, client: Client
) -> None:
    package()
    made = next(name for name in names(bucket) if name.endswith(".js") and "bundles" in name)
    elsewhere()

    answer = client.get(f"/{made}")

    assert b"".join(answer.streaming_content) == bucket.Object(made).get()["Body"].read()


def test_h5p_media_travel_with_an_export_from_another_machine(bucket: Any, elsewhere: Any) -> None:
    held = package()
    before = export(package=held)
    elsewhere()

    assert export(package=Package.objects.get(pk=held.pk)) == before


def test_a_paper_is_made_kept_and_downloaded(bucket: Any, client: Client) -> None:
    credential = issued_credential(UserFactory())
    make_file(credential=credential, slug="pdf")
    client.force_login(credential.holder)

    paper = client.get(f"/credentials/{credential.uuid}/files/pdf/")

    kept = credential.artefacts.get(format="pdf").name
    assert kept in names(bucket)
    assert paper.content[:5] == b"%PDF-"
    assert paper.content == bucket.Object(kept).get()["Body"].read()


def test_a_stranger_gets_no_paper(bucket: Any, client: Client) -> None:
    credential = issued_credential(UserFactory())
    make_file(credential=credential, slug="pdf")
    client.force_login(UserFactory())

    assert client.get(f"/credentials/{credential.uuid}/files/pdf/").status_code == 404


def test_a_film_is_read_in_parts(bucket: Any, client: Client) -> None:
    film = video()
    learner_of(activity("video", video=film.pk, share=90), client)
    address = f"/learn/videos/{film.uuid}/film/"

    part = client.get(address, headers={"Range": "bytes=4-7"})
    whole = client.get(address)

    assert (part.status_code, b"".join(part.streaming_content)) == (206, b"ftyp")
    assert b"".join(whole.streaming_content) == mp4()


def test_a_picture_gets_its_sizes(bucket: Any) -> None:
    drawn = io.BytesIO()
    Drawing.new("RGB", (80, 60), "teal").save(drawn, "PNG")
    picture = Image.objects.create(title="Sơ đồ", file=ContentFile(drawn.getvalue(), "so-do.png"))

    small = picture.get_rendition("width-40")

    assert small.file.name in names(bucket)
    assert small.url == f"/media/{small.file.name}"


def test_a_snapshot_of_a_lab_needs_no_bucket(bucket: Any) -> None:
    made = lab_activity()
    taken = attempt(activity=made, learner=UserFactory(), content=sums())

    assert bytes(Attempt.objects.get(pk=taken.pk).content) == sums()
    assert names(bucket) == []
