"""A learner, a lab on a file that is theirs to do, and the browser they sit at."""

import pytest
from django.test import Client

from courses.activities.models import Activity
from lms.accounts.models import User
from tests.factories import files as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment


@pytest.fixture
def learner() -> User:
    return UserFactory(full_name="Nguyễn Thị Bảng")


@pytest.fixture
def lab(learner: User) -> Activity:
    made = make.file_activity(make.spreadsheet_lab())
    enrolment(learner, made.course)
    return made


@pytest.fixture
def browser_of(client: Client, learner: User) -> Client:
    client.force_login(learner)
    return client
