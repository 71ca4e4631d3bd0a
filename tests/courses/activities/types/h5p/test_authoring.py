"""Trainers write contents in the administration; what they write is a package like any other."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from courses.activities.types.h5p.actions import export
from courses.activities.types.h5p.archives.reading import Archive
from courses.activities.types.h5p.authoring.actions import save
from courses.activities.types.h5p.authoring.nodes import to_markup, to_plain
from courses.activities.types.h5p.authoring.semantics import OFFERED, fields_of, offered
from courses.activities.types.h5p.authoring.values import Values
from courses.activities.types.h5p.marking.answers import Answer
from courses.activities.types.h5p.marking.markers import mark
from courses.activities.types.h5p.models import Package
from tests.factories.accounts import UserFactory
from tests.factories.h5p import dossier_file, package

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def trainer(client: Client) -> Client:
    client.force_login(UserFactory(superuser=True))
    return client


def write(client: Client, name: str, data: dict[str, str]) -> Any:
    address = f"/admin/h5p/write/{name}/"
    client.get(address)
    return client.post(address, data)


def steps(*texts: str, **more: str) -> dict[str, str]:
    sent = {f"p.steps.{n}.text": text for n, text in enumerate(texts)}
    return {"title": "Các bước", "p.intro": "Sắp xếp", "p.steps.#": str(len(texts)), **sent, **more}


def test_content_is_written_saved_and_written_again(trainer: Client):
    package()
    written = write(trainer, "H5P.ProcedureOrder", steps("Một & hai", "Ba", save="1"))
    first = Package.objects.get(title="Các bước")
    address = f"/admin/h5p/{first.uuid}/edit/"
    shown = trainer.get(address).content.decode()
    trainer.post(address, steps("Một & hai", "Ba", "Bốn", title="Bản hai", save="1"))
    second = Package.objects.get(title="Bản hai")

    assert written.headers["Location"] == f"/admin/h5p/{first.uuid}/"
    assert (first.state, first.library) == ("ready", "H5P.ProcedureOrder 1.0")
    assert [one["text"] for one in first.parameters["steps"]] == ["Một &amp; hai", "Ba"]
    assert first.parameters["behaviour"]["enableRetry"] is False
    assert 'value="Một &amp; hai"' in shown
    assert len(second.parameters["steps"]) == 3
    found = mark("H5P.ProcedureOrder", second.parameters, Answer(response="0[,]1[,]2"))
    assert found is not None
    assert (found.score, found.max_score) == (3, 3)


def test_items_are_added_and_removed_without_losing_what_was_written(trainer: Client):
    package()
    address = "/admin/h5p/write/H5P.ProcedureOrder/"

    more = write(trainer, "H5P.ProcedureOrder", steps("Một", "Hai", add="p.steps"))
    less = trainer.post(address, steps("Một", "Hai", "Ba", remove="p.steps.0"))

    assert 'name="p.steps.#" value="3"' in more.content.decode()
    body = less.content.decode()
    assert 'name="p.steps.#" value="2"' in body
    assert 'value="Một"' not in body
    assert 'name="p.steps.0.text" value="Hai"' in body
    assert Package.objects.count() == 1


def test_missing_words_are_told_beside_the_field_and_nothing_is_lost(trainer: Client):
    package()

    response = write(trainer, "H5P.ProcedureOrder", steps("Một", "", title="", save="1"))

    body = response.content.decode()
    assert response.status_code == 422
    assert body.count('class="error-message"') == 2
    assert 'value="Một"' in body
    assert Package.objects.count() == 1


def test_choice_outside_the_list_is_refused(trainer: Client):
    package(dossier_file())
    data = {
        "title": "Hồ sơ",
        "p.intro": "Kiểm tra",
        "p.components.#": "1",
        "p.components.0.name": "Tờ khai",
        "p.components.0.state": "khac",
        "save": "1",
    }

    assert write(trainer, "H5P.DossierCheck", data).status_code == 422
    data["p.components.0.state"] = "missing"
    assert write(trainer, "H5P.DossierCheck", data).status_code == 302
    assert Package.objects.get(title="Hồ sơ").parameters["components"][0]["state"] == "missing"


def test_only_offered_and_installed_types_can_be_written(trainer: Client):
    assert trainer.get("/admin/h5p/write/H5P.ProcedureOrder/").status_code == 404
    package()
    assert trainer.get("/admin/h5p/write/H5P.TaskFrame/").status_code == 404
    assert [one.machine_name for one in offered()] == ["H5P.ProcedureOrder"]


FILES = (
    "packages/multi-choice-1.16", "packages/blanks-1.14", "packages/drag-text-1.10",
    "packages/single-choice-set-1.11", "packages/dialog-cards-1.9", "vietnamese/vi-questionset",
)  # fmt: skip


@pytest.fixture
def real_types(shared_data: Path) -> None:
    for name in FILES:
        package(shared_data / "h5p" / f"{name}.h5p")


def test_defaults_of_every_real_type_are_a_content_that_can_be_packed(real_types: None):
    person = UserFactory()
    for library in offered():
        values = Values(lambda _name: fields_of(offered()[0]))
        params = values.defaults(fields_of(library))
        held = save(library=library, title="Mẫu", params=params, by=person)
        found = Archive(io.BytesIO(export(package=held))).inspect()
        assert (held.state, str(found.spec.main)) == ("ready", str(library.name))
    assert {one.machine_name for one in offered()} == set(OFFERED) - {
        "H5P.MarkTheWords",
        "H5P.ProcedureOrder",
        "H5P.DossierCheck",
    }


def test_question_set_with_a_multiple_choice_inside_is_written(trainer: Client, real_types: None):
    choice = next(one for one in offered() if one.machine_name == "H5P.MultiChoice")
    inner = "p.questions.0.params"
    data = {
        "title": "Bộ câu hỏi mới",
        "p.progressType": "dots",
        "p.passPercentage": "50",
        "p.questions.#": "1",
        "p.questions.0.library": str(choice.name),
        f"{inner}.question": "Thời hạn là bao lâu?",
        f"{inner}.answers.#": "2",
        f"{inner}.answers.0.text": "30 ngày",
        f"{inner}.answers.0.correct": "on",
        f"{inner}.answers.1.text": "60 ngày",
        f"{inner}.behaviour.type": "auto",
        f"{inner}.behaviour.singlePoint": "on",
        f"{inner}.behaviour.passPercentage": "100",
        "save": "1",
    }

    response = write(trainer, "H5P.QuestionSet", data)

    assert response.status_code == 302
    params = Package.objects.get(title="Bộ câu hỏi mới").parameters
    question = params["questions"][0]
    assert question["params"]["question"] == "<p>Thời hạn là bao lâu?</p>"
    assert question["params"]["UI"]["checkAnswerButton"] == "Kiểm tra"
    answer = Answer(children=(Answer(sub_id=question["subContentId"], response="0"),))
    found = mark("H5P.QuestionSet", params, answer)
    assert found is not None
    assert (found.score, found.max_score) == (1, 1)


def test_text_becomes_paragraphs_and_back():
    assert to_markup("a < b\nc") == "<p>a &lt; b</p><p>c</p>"
    assert to_plain("<p>a &lt; b</p><p>c</p>") == "a < b\nc"
