"""What people see when something is wrong: a sentence, a way on, no database where it is down."""

import re

import pytest
from allauth.core.internal.ratelimit import respond_429
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from lms import urls
from lms.kit.errors import DomainError
from tests.factories.accounts import UserFactory


def raising(error):
    def view(_request):
        raise error

    return view


def post_only(_request):
    return HttpResponse()


class TooOften(DomainError):
    status = 429
    retry_after = 90


urlpatterns = [
    path("400/", raising(BadRequest())),
    path("host/", raising(SuspiciousOperation())),
    path("403/", raising(PermissionDenied())),
    path("500/", raising(ValueError("secret"))),
    path("503/", raising(OperationalError("no server"))),
    path("post/", post_only),
    path("429/", lambda _request: HttpResponse(status=429)),
    path("429/refusal/", raising(TooOften())),
    path("429/framework/", respond_429),
    *urls.urlpatterns,
]
handler500 = urls.handler500


@pytest.fixture
def browser_client():
    return Client(raise_request_exception=False)


def heading(answer):
    return re.search(r"<h1>(.*?)</h1>", answer.content.decode())[1]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/400/", 400, "Không đọc được yêu cầu"),
        ("/host/", 400, "Không đọc được yêu cầu"),
        ("/500/", 500, "Hệ thống gặp sự cố"),
        ("/503/", 503, "Hệ thống tạm thời gián đoạn"),
    ],
)
def test_failure_is_told_without_asking_the_database(browser_client, address, status, words):
    answer = browser_client.get(address)

    assert (answer.status_code, heading(answer)) == (status, words)
    assert "secret" not in answer.content.decode()


@pytest.mark.urls(__name__)
def test_unavailable_says_when_to_try_again(browser_client):
    assert browser_client.get("/503/")["Retry-After"] == "30"


@pytest.mark.urls(__name__)
@pytest.mark.django_db
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
@pytest.mark.parametrize(
    ("address", "seconds"), [("/429/", "60"), ("/429/refusal/", "90"), ("/429/framework/", "60")]
)
def test_too_often_says_when_to_try_again(browser_client, address, seconds, accept):
    answer = browser_client.get(address, headers={"Accept": accept})

    assert (answer.status_code, answer["Retry-After"]) == (429, seconds)


@pytest.mark.urls(__name__)
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/429/framework/", 429, "Yêu cầu quá nhiều lần"),
        ("/403/", 403, "Anh/chị không có quyền thực hiện việc này"),
        ("/khong-co-trang-nay/", 404, "Không tìm thấy trang này"),
    ],
)
def test_refusal_keeps_the_frame_of_the_site(client, address, status, words):
    client.force_login(UserFactory(), "django.contrib.auth.backends.ModelBackend")

    answer = client.get(address)

    assert (answer.status_code, heading(answer)) == (status, words)
    assert 'aria-label="Điều hướng chính"' in answer.content.decode()


@pytest.mark.urls(__name__)
def test_expired_form_says_what_to_do():
    answer = Client(enforce_csrf_checks=True).post("/post/")

    assert (answer.status_code, heading(answer)) == (403, "Biểu mẫu đã hết hạn")
