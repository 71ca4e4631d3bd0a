"""A file handed in, as its trainer sees it."""

import pytest
from django.test import Client

from labs.grading.actions import carry_out
from tests.factories import files as make
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.factories.organisation import RoleGrantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("boxed")]


def test_the_trainer_reads_the_marks_and_downloads_the_file(client: Client) -> None:
    learner = UserFactory(full_name="Nguyễn Thị Bảng", username="bang")
    trainer = RoleGrantFactory(role="trainer").person
    lab = make.file_activity(make.spreadsheet_lab(), title="Tổng hợp phí")
    lab.course.owner = trainer
    lab.course.save()
    enrolment(learner, lab.course)
    content = make.worked_on(make.start_of(lab, learner), make.solve)
    marking = carry_out(marking=make.handed_in(activity=lab, learner=learner, content=content))
    client.force_login(trainer)

    page = client.get(f"/labs/submissions/attempts/{marking.attempt.uuid}/").content.decode()
    file = client.get(f"/labs/submissions/attempts/{marking.attempt.uuid}/file/")

    assert "Tổng phí của từng xã" in page
    assert "phi-theo-xa.xlsx" in page
    assert (file.content, file["Content-Disposition"]) == (
        content,
        'attachment; filename="bang-1.xlsx"',
    )
