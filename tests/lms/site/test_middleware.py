"""Which lines of script the administration lets run, and what it says in its policy."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from lms.site.middleware import PolicyMiddleware
from tests.factories.courses import CoursePageFactory
from tests.factories.organisation import RoleGrantFactory

BLESSED = re.compile(r'<script nonce="([^"]+)">')


def answered(html: str, address: str = "/admin/", content_type: str = "text/html") -> HttpResponse:
    def view(request):
        return HttpResponse(html, content_type=content_type)

    return PolicyMiddleware(view)(RequestFactory().get(address))


@pytest.mark.parametrize(
    "line",
    [
        'initDateChooser("id_a\\u002D__prefix__", {"dayOfWeekStart": 1, "format": "d/m/Y"});',
        'initTimeChooser("id_a", {});',
        'new PageChooser("id_parent", {"modalUrl": "/admin/choose-page/"});',
        'createTaskChooser("id_task");',
        '(function() {\n var panel = new InlinePanel(JSON.parse("{\\u0022a\\u0022: 1}"));\n })();',
    ],
)
@pytest.mark.parametrize("end", ["</script>", "<-/script>"])
def test_a_line_that_starts_a_field_runs(line, end):
    answer = answered(f"<script>{line}{end}")

    nonce = BLESSED.match(answer.content.decode())[1]
    assert f"script-src 'self' 'nonce-{nonce}'" in answer["Content-Security-Policy"].split("; ")
    assert answer.content.decode().endswith(f">{line}{end}")


@pytest.mark.parametrize(
    "line",
    [
        "alert(1)",
        'initDateChooser("a", {"b": alert(1)});',
        'initDateChooser("a", {});alert(1);',
        'initDateChooser("a" + alert(1), {});',
        'alert(1);initDateChooser("a", {});',
        'new Function("a", {});',
        'new PageChooser("a", {}, alert(1));',
        "(function() { var panel = new InlinePanel(JSON.parse(alert(1))); })();",
        '(function() { var panel = new InlinePanel(JSON.parse("{}" + alert("1"))); })();',
        'initDateChooser("a", {"b": "</script><script>alert(1)"});',
    ],
)
def test_any_other_line_does_not(line):
    html = f"<script>{line}</script>"

    assert answered(html).content.decode() == html


@pytest.mark.parametrize(
    ("address", "content_type"), [("/", "text/html"), ("/admin/", "application/json")]
)
def test_nothing_is_let_run_elsewhere(address, content_type):
    html = '<script>initDateChooser("a", {});</script>'

    assert answered(html, address, content_type).content.decode() == html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "styles"),
    [("/admin/", "'self' 'unsafe-inline'"), ("/django-admin/", "'self'")],
)
def test_the_administration_says_its_policy(client: Client, address, styles):
    client.force_login(RoleGrantFactory(centre_admin=True).person)

    said = client.get(address)["Content-Security-Policy"]

    assert sorted(re.sub(r"nonce-[^']+", "nonce", said).split("; ")) == [
        "base-uri 'none'",
        "default-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "script-src 'self' 'nonce'",
        f"style-src {styles}",
    ]


@pytest.mark.django_db
def test_every_line_of_script_in_the_editor_is_one_that_runs(client: Client):
    course = CoursePageFactory()
    client.force_login(RoleGrantFactory(centre_admin=True).person)

    page = client.get(f"/admin/pages/{course.pk}/edit/").content.decode()

    assert re.findall(r"<script>(?!</script>)[^<]*", page) == []
    assert len(BLESSED.findall(page)) >= 2
