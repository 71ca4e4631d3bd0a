"""What trainers write is kept as they write it; images come with their words and their bytes."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import translation
from PIL import Image as Pillow
from wagtail.images import get_image_model

from courses.activities.types.h5p.archives.reading import Archive
from courses.activities.types.h5p.authoring import pictures
from courses.activities.types.h5p.authoring.checks import NO_GAP, NO_RIGHT, NO_WORD, faults
from courses.activities.types.h5p.authoring.models import Draft
from courses.activities.types.h5p.authoring.semantics import fields_of, offered
from courses.activities.types.h5p.models import Library, Package
from courses.activities.types.h5p.playing import overlay, tokens
from tests.factories.accounts import UserFactory
from tests.factories.courses import enrolment
from tests.factories.h5p import h5p_activity, package

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings(
        "ignore::pytest.PytestUnraisableExceptionWarning"  # Wagtail leaves a rendition's file open
    ),
]

WRITE = "/admin/h5p/write/H5P.ProcedureOrder/"
JSON = {"Accept": "application/json"}


@pytest.fixture
def trainer(client: Client) -> Client:
    client.force_login(UserFactory(superuser=True))
    package()
    return client


def steps(*texts: str, **more: str) -> dict[str, str]:
    sent = {f"p.steps.{n}.text": text for n, text in enumerate(texts)}
    return {"title": "Các bước", "p.intro": "Sắp xếp", "p.steps.#": str(len(texts)), **sent, **more}


def texts_of(draft: Draft) -> list[str]:
    return [one["text"] for one in draft.parameters["steps"]]


def test_form_goes_on_where_it_was_left(trainer: Client):
    answer = trainer.post(WRITE, steps("Một", ""), headers=JSON).json()
    again = trainer.get(WRITE).content.decode()

    assert (answer["preview"], len(answer["saved_at"])) == ("", 5)
    assert 'value="Một"' in again
    assert "Anh/chị đang viết tiếp bản viết dở lúc" in again
    assert Package.objects.count() == 1


def test_draft_is_played_as_it_is_and_by_nobody_else(trainer: Client):
    address = trainer.post(WRITE, steps("Một", "Hai"), headers=JSON).json()["preview"]
    page = trainer.get(address)
    other = Client()
    other.force_login(UserFactory(superuser=True))
    learner = Client()
    learner.force_login(UserFactory())

    assert "sandbox allow-scripts" in page["Content-Security-Policy"]
    assert "H5P.ProcedureOrder 1.0" in page.content.decode()
    assert "</script><" not in page.content.decode().partition('id="h5p-args"')[2][:2000]
    assert (other.get(address).status_code, learner.get(address).status_code) == (404, 404)


def test_draft_goes_when_it_is_saved_or_discarded(trainer: Client):
    trainer.post(WRITE, steps("Một", "Hai"), headers=JSON)
    trainer.post(WRITE, {"discard": "1"})
    discarded = Draft.objects.count()
    trainer.post(WRITE, steps("Một", "Hai"), headers=JSON)
    trainer.post(WRITE, steps("Một", "Hai", save="1"))

    assert (discarded, Draft.objects.count()) == (0, 0)
    assert Package.objects.filter(title="Các bước").count() == 1


def test_drafts_of_two_trainers_and_of_two_contents_are_apart(trainer: Client):
    held = Package.objects.get()
    trainer.post(WRITE, steps("Mới", "Hai"), headers=JSON)
    trainer.post(f"/admin/h5p/{held.uuid}/edit/", steps("Sửa", "Hai"), headers=JSON)
    trainer.post(WRITE, steps("Mới hơn", "Hai"), headers=JSON)
    other = Client()
    other.force_login(UserFactory(superuser=True))
    other.post(WRITE, steps("Khác", "Hai"), headers=JSON)

    found = [(texts_of(one)[0], one.base) for one in Draft.objects.order_by("id")]
    assert found == [("Mới hơn", None), ("Sửa", held), ("Khác", None)]


@pytest.mark.parametrize(
    ("button", "value", "order", "focused"),
    [
        ("up", "p.steps.2", ["Một", "Ba", "Hai"], 'name="up" value="p.steps.1" autofocus'),
        ("down", "p.steps.0", ["Hai", "Một", "Ba"], 'name="down" value="p.steps.1" autofocus'),
        ("up", "p.steps.1", ["Hai", "Một", "Ba"], 'name="down" value="p.steps.0" autofocus'),
        ("up", "p.steps.0", ["Một", "Hai", "Ba"], None),
        ("down", "p.steps.2", ["Một", "Hai", "Ba"], None),
        ("down", "p.steps.9", ["Một", "Hai", "Ba"], None),
        ("up", "p.steps.-1", ["Một", "Hai", "Ba"], None),
        ("up", "p.other.1", ["Một", "Hai", "Ba"], None),
        ("remove", "p.steps.1", ["Một", "Ba"], 'id="p-steps-1--item" tabindex="-1" autofocus'),
    ],
)
def test_items_move_with_their_words_and_the_focus_goes_along(
    trainer: Client, button: str, value: str, order: list[str], focused: str | None
):
    body = trainer.post(WRITE, steps("Một", "Hai", "Ba", **{button: value})).content.decode()

    assert texts_of(Draft.objects.get()) == order
    assert body.count("autofocus") == (1 if focused else 0)
    assert focused is None or focused in " ".join(body.split())


def test_dialog_of_the_lesson_is_told_what_was_saved(trainer: Client):
    answer = trainer.post(f"{WRITE}?dialog=1", steps("Một", "Hai", save="1"))

    held = Package.objects.get(title="Các bước")
    body = answer.content.decode()
    assert f'data-id="{held.pk}" data-title="Các bước"' in body
    assert f'data-edit="/admin/h5p/{held.uuid}/edit/"' in body
    assert "wagtail-sidebar" not in body


def test_words_longer_than_the_library_takes_are_refused_beside_the_field(trainer: Client):
    answer = trainer.post(WRITE, steps("x" * 301, "Hai", save="1"))

    assert answer.status_code == 422
    assert "Anh/chị hãy viết không quá 300 ký tự." in answer.content.decode()


# Heights


def test_height_that_a_trainer_saw_is_kept_free_in_lessons(trainer: Client):
    held = Package.objects.get()
    address = f"/admin/h5p/{held.uuid}/height/"
    for number in range(12):
        trainer.post(address, {"width": str(220 + 20 * number), "height": "500"})
    told = trainer.post(address, {"width": "688", "height": "431"})
    activity = h5p_activity(held)
    learner = Client()
    learner.force_login(person := UserFactory())
    enrolment(person, activity.course)
    page = learner.get(f"/learn/{activity.course.slug}/{activity.lesson.slug}/").content.decode()

    held.refresh_from_db()
    assert told.status_code == 204
    assert (len(held.heights), held.heights["680"]) == (8, 431)
    assert "&quot;680&quot;: 431" in page


@pytest.mark.parametrize(
    "sent", [{}, {"width": "1", "height": "431"}, {"width": "688", "height": "999999"}]
)
def test_height_that_no_content_has_is_refused(trainer: Client, sent: dict[str, str]):
    held = Package.objects.get()
    learner = Client()
    learner.force_login(UserFactory())

    assert trainer.post(f"/admin/h5p/{held.uuid}/height/", sent).status_code == 422
    assert learner.post(f"/admin/h5p/{held.uuid}/height/", sent).status_code in {302, 404}
    held.refresh_from_db()
    assert held.heights == {}


# Images


def picture(raw: bytes | None = None) -> Any:
    """An image of the library: a red square; or afterwards some bytes in its place."""
    buffer = io.BytesIO()
    Pillow.new("RGB", (40, 30), "red").save(buffer, "PNG")
    model = get_image_model()
    image = model.objects.create(title="Đỏ", file=ContentFile(buffer.getvalue(), "a.png"))
    if raw is not None:
        Path(image.file.path).write_bytes(raw)
    return image


@pytest.fixture
def choice(trainer: Client, shared_data: Path) -> str:
    """The address of the form of a multiple choice."""
    package(shared_data / "h5p" / "packages" / "multi-choice-1.16.h5p")
    return "/admin/h5p/write/H5P.MultiChoice/"


def question(**more: str) -> dict[str, str]:
    return {
        "title": "Có ảnh",
        "p.question": "Đây là gì?",
        "p.answers.#": "2",
        "p.answers.0.text": "Dấu đỏ",
        "p.answers.0.correct": "on",
        "p.answers.1.text": "Dấu xanh",
        "p.behaviour.type": "auto",
        "p.behaviour.passPercentage": "100",
        "p.media.type.library": "H5P.Image 1.1",
        **more,
    }


IMAGE = "p.media.type.params"
PNG = b"\x89PNG\r\n\x1a\n and nothing after it"


def with_image(client: Client, address: str, **more: str) -> Any:
    """The kind of medium is chosen first: then its fields are there."""
    client.post(address, question(change="p.media.type"))
    return client.post(address, question(save="1", **more))


def test_image_of_the_library_is_packed_with_its_words(trainer: Client, choice: str):
    image = picture()

    with_image(trainer, choice, **{f"{IMAGE}.file": str(image.pk), f"{IMAGE}.alt": "Dấu đỏ"})

    held = Package.objects.get(title="Có ảnh")
    medium = held.parameters["media"]["type"]["params"]
    found = trainer.get(f"/admin/h5p/{held.uuid}/download/")
    archive = Archive(io.BytesIO(found.content))
    packed = archive.read(archive.inspect().files[medium["file"]["path"]])
    assert medium["alt"] == "Dấu đỏ"
    assert (medium["file"]["mime"], medium["file"]["width"]) == ("image/png", 40)
    assert Pillow.open(io.BytesIO(packed)).size == (40, 30)


def test_image_without_words_is_refused_beside_the_field(trainer: Client, choice: str):
    image = picture()

    answer = with_image(trainer, choice, **{f"{IMAGE}.file": str(image.pk), f"{IMAGE}.alt": " "})

    assert answer.status_code == 422
    assert 'id="p-media-type-params-alt--error"' in answer.content.decode()
    assert "Anh/chị hãy mô tả bằng lời ảnh cho thấy gì." in answer.content.decode()
    assert not Package.objects.filter(title="Có ảnh").exists()


@pytest.mark.parametrize("raw", [b"no image at all", b"<svg><script>x</script></svg>", PNG])
def test_what_is_no_image_is_refused_whatever_its_name(trainer: Client, choice: str, raw: bytes):
    image = picture(raw)

    answer = with_image(trainer, choice, **{f"{IMAGE}.file": str(image.pk), f"{IMAGE}.alt": "A"})

    assert "Không đọc được ảnh này. Anh/chị hãy chọn ảnh khác." in answer.content.decode()


@pytest.mark.parametrize("key", ["999999", "-1", "x", "1 OR 1=1", "9" * 30])
def test_images_that_are_not_there_are_refused(trainer: Client, choice: str, key: str):
    answer = with_image(trainer, choice, **{f"{IMAGE}.file": key, f"{IMAGE}.alt": "A"})

    assert answer.status_code == 422


def test_image_stays_in_the_next_version_and_can_be_let_go(trainer: Client, choice: str):
    image = picture()
    fields = {f"{IMAGE}.file": str(image.pk), f"{IMAGE}.alt": "Dấu đỏ"}
    with_image(trainer, choice, **fields)
    first = Package.objects.get(title="Có ảnh")
    edit = f"/admin/h5p/{first.uuid}/edit/"
    shown = trainer.get(edit).content.decode()
    trainer.post(edit, question(save="1", **fields) | {"title": "Bản hai"})
    without = question(save="1") | {"title": "Bản ba", "p.media.type.library": ""}
    trainer.post(edit, without)

    second, third = (Package.objects.get(title=name) for name in ("Bản hai", "Bản ba"))
    assert f'value="{image.pk}"' in shown
    assert list(pictures.paths(second.parameters)) == list(pictures.paths(first.parameters))
    assert list(pictures.paths(third.parameters)) == []


def test_image_that_came_with_a_package_is_kept_or_let_go(
    trainer: Client, choice: str, shared_data: Path
):
    held = Package.objects.get(library="H5P.MultiChoice 1.16")
    edit = f"/admin/h5p/{held.uuid}/edit/"
    shown = trainer.get(edit).content.decode()
    fields = {f"{IMAGE}.file": "", f"{IMAGE}.alt": "Quả", f"{IMAGE}.file.kept": "on"}
    trainer.post(edit, question(save="1", **fields))
    kept = Package.objects.get(title="Có ảnh")
    del fields[f"{IMAGE}.file.kept"]
    refused = trainer.post(edit, question(save="1", **fields))

    path = next(iter(pictures.paths(held.parameters)))
    download = trainer.get(f"/admin/h5p/{kept.uuid}/download/").content
    assert "Giữ ảnh của nội dung này" in shown
    assert path in Archive(io.BytesIO(download)).inspect().files
    assert "Anh/chị hãy chọn một ảnh." in refused.content.decode()


def test_images_of_a_draft_are_served_under_a_signed_address_alone(trainer: Client, choice: str):
    image = picture()
    fields = {f"{IMAGE}.file": str(image.pk), f"{IMAGE}.alt": "Dấu đỏ"}
    trainer.post(choice, question(change="p.media.type"))
    trainer.post(choice, question(**fields), headers=JSON)
    draft = Draft.objects.get()
    path = next(iter(pictures.paths(draft.parameters)))
    base = f"/h5p/drafts/{tokens.sign(draft.uuid)}"

    found = Client().get(f"{base}/{path}")
    assert found["Content-Type"] == "image/png"
    assert found["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert Client().get(f"{base}/images/anh-{image.pk}-000000000000.png").status_code == 404
    assert Client().get(f"{base}/../../secrets").status_code == 404
    assert Client().get(f"{base}x/{path}").status_code == 404


def test_paths_of_a_package_never_lead_out_of_its_folder(trainer: Client, choice: str):
    held = Package.objects.get(library="H5P.MultiChoice 1.16")
    held.parameters["media"]["type"]["params"]["file"]["path"] = "../../../../etc/hostname"
    held.save()
    fields = {f"{IMAGE}.file": "", f"{IMAGE}.alt": "Quả", f"{IMAGE}.file.kept": "on"}
    trainer.post(f"/admin/h5p/{held.uuid}/edit/", question(save="1", **fields))

    made = Package.objects.get(title="Có ảnh")
    raw = trainer.get(f"/admin/h5p/{made.uuid}/download/").content
    assert [name for name in Archive(io.BytesIO(raw)).inspect().files if "hostname" in name] == []


# What a content must hold


@pytest.mark.parametrize(
    ("kind", "params", "found"),
    [
        ("H5P.MultiChoice", {"answers": [{"correct": False}]}, [("answers", NO_RIGHT)]),
        ("H5P.MultiChoice", {"answers": [{"correct": True}]}, []),
        ("H5P.Blanks", {"questions": ["a *b*", "không"]}, [("questions.1", NO_GAP)]),
        ("H5P.Blanks", {"questions": ["a *b/c:d*"]}, []),
        ("H5P.DragText", {"textField": "không * có"}, [("textField", NO_GAP)]),
        ("H5P.MarkTheWords", {"textField": "không"}, [("textField", NO_WORD)]),
        ("H5P.MarkTheWords", {"textField": "*có*"}, []),
        ("H5P.ProcedureOrder", {}, []),
    ],
)
def test_contents_that_nobody_could_answer_are_found(kind: str, params: Any, found: list[Any]):
    assert list(faults(kind, params)) == found


def test_choice_without_a_right_option_is_refused_in_words(trainer: Client, choice: str):
    data = question(save="1") | {"p.media.type.library": ""}
    del data["p.answers.0.correct"]

    answer = trainer.post(choice, data)

    assert answer.status_code == 422
    assert str(NO_RIGHT) in answer.content.decode()


FILES = ("blanks-1.14", "drag-text-1.10", "single-choice-set-1.11", "dialog-cards-1.9")


def test_every_word_of_the_forms_is_vietnamese(trainer: Client, choice: str, shared_data: Path):
    for name in FILES:
        package(shared_data / "h5p" / "packages" / f"{name}.h5p")
    package(shared_data / "h5p" / "vietnamese" / "vi-questionset.h5p")
    image = Library.objects.get(machine_name="H5P.Image")
    vietnamese = [fields_of(one) for one in (*offered(), image)]
    with translation.override("en"):
        english = [fields_of(one) for one in (*offered(), image)]

    pairs = zip(words(vietnamese), words(english), strict=True)
    assert [vi for vi, en in pairs if vi == en and vi and not is_vietnamese(vi)] == []


def test_no_word_of_the_installed_types_is_left_in_english(
    trainer: Client, choice: str, shared_data: Path
):
    for name in (*FILES, "summary-1.10", "true-false-1.6"):
        package(shared_data / "h5p" / "packages" / f"{name}.h5p")
    for name in ("vi-questionset", "vi-column"):
        package(shared_data / "h5p" / "vietnamese" / f"{name}.h5p")
    rows = Library.objects.installed().exclude(machine_name__in=["H5P.Video", "H5P.Audio"])

    english = [text for row in rows for text in spoken(semantics_of(row))]

    assert len(english) > 150
    assert [text for text in english if text not in overlay.words()] == []


def semantics_of(library: Library) -> list[Any]:
    path = library.folder / "semantics.json"
    found: list[Any] = json.loads(path.read_text("utf-8-sig")) if path.is_file() else []
    return [] if library.machine_name in OURS else found


OURS = ("H5P.ProcedureOrder", "H5P.DossierCheck", "H5P.TaskFrame")


def spoken(fields: list[Any]) -> Iterator[str]:
    """What a library says by itself: the texts its semantics begin with."""
    for one in fields:
        text = re.sub(r"<[^>]*>", "", str(one.get("default", "")))
        if one["type"] == "text" and re.search("[A-Za-z]{2}", text):
            yield str(one["default"])
        yield from spoken(one.get("fields") or ([one["field"]] if "field" in one else []))


def words(forms: list[Any]) -> list[str]:
    """Labels, helps, options and names of entries of all shown fields."""
    found = []
    for fields in forms:
        for one in fields:
            if one.shown:
                found += [
                    one.label,
                    one.help,
                    one.entity,
                    *(label for _value, label in one.options),
                ]
                found += words([one.inner])
    return found


def is_vietnamese(text: str) -> bool:
    """Whether a word of our own libraries, which are written in Vietnamese."""
    return any(letter in text for letter in "ăâđêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳ")
