"""Pages beside a trivial view in the same process, with the queries and bytes of each."""

from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.harness import Row, bench, compare
from courses.catalogue.models import CoursePage, LessonPage
from courses.enrolment.actions import enrol
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.organisation.models import RoleGrant

ROUND = 30
FLOOR = "/bench/floor/"


def _get(client: Client, path: str, times: int) -> int:
    for _ in range(times):
        answer = client.get(path)
        if answer.status_code != 200:
            raise CommandError(f"{path} answered {answer.status_code}.")
    return times


def _row(name: str, client: Client, path: str, aim: str = "") -> Row:
    """Requests per CPU-second; the ratio is the page's cost as a multiple of the floor."""
    _get(client, path, 2)
    with CaptureQueriesContext(connection) as queries:
        size = len(client.get(path).content)
    asked = len(queries)  # now: later requests clear the log
    page, floor = compare(
        lambda: _get(client, path, ROUND), lambda: _get(client, FLOOR, ROUND * 3), rounds=3
    )
    notes: dict[str, float | int | str] = {
        "queries": asked,
        "bytes": size,
        "times_floor": round(floor / page, 2),
    }
    return Row(name=name, unit="requests/CPU-s", value=page, baseline=floor, aim=aim, notes=notes)


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@bench("pages")
@override_settings(
    ROOT_URLCONF="bench.urls", SECURE_SSL_REDIRECT=False, ALLOWED_HOSTS=["testserver"]
)
def pages() -> list[Row]:
    """Catalogue without sign-in; home, lesson and matrix with it."""
    if not CoursePage.objects.live().exists():
        call_command("demo", scale="default", verbosity=0)
    course = CoursePage.objects.live().get(slug="mot-cua-dien-tu")
    learner, _ = User.objects.get_or_create(username="bench", defaults={"full_name": "Đo Tốc Độ"})
    enrol(learner=learner, course=course)
    lesson = LessonPage.objects.live().descendant_of(course).order_by("path").first()
    grants = RoleGrant.objects.filter(role=Role.HR_OFFICER, unit__isnull=False)
    grant = grants.select_related("person", "unit").order_by("unit__path").first()
    address = reverse("player:lesson", args=[course.slug, lesson.slug])
    rows = [
        _row("catalogue", Client(), course.get_parent().url),
        _row("home", _signed_in(learner), "/"),
        _row("lesson-auth", _signed_in(learner), address, "<= 3 x floor"),
    ]
    if grant is not None:
        matrix = reverse("reports:unit", args=[grant.unit.uuid])
        rows.append(_row("matrix", _signed_in(grant.person), matrix))
    return rows
