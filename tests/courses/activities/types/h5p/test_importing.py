"""Importing packages: real ones, hostile ones, and what approving a library does."""

import io
import json
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import translation

from courses.activities.types.h5p import actions
from courses.activities.types.h5p.archives import bundled, reading
from courses.activities.types.h5p.archives.reading import Archive
from courses.activities.types.h5p.errors import LibraryConflict, PackageRefused
from courses.activities.types.h5p.models import Library, LibraryDecision, Package, Upload, root
from lms.outbox.actions import drain
from tests.factories.accounts import UserFactory
from tests.factories.h5p import order_file, package

pytestmark = pytest.mark.django_db

HEAD = {
    "title": "Mẫu",
    "mainLibrary": "H5P.Mau",
    "preloadedDependencies": [
        {"machineName": "H5P.Mau", "majorVersion": 1, "minorVersion": "0"},
        {"machineName": "H5PEditor.Widget", "majorVersion": 1, "minorVersion": 0},
    ],
}
LIBRARY = {
    "machineName": "H5P.Mau",
    "title": "Mẫu",
    "majorVersion": 1,
    "minorVersion": 0,
    "patchVersion": 1,
    "runnable": 1,
    "preloadedJs": [{"path": "mau.js"}],
}


def made(*, head: Any = HEAD, library: Any = LIBRARY, **extra: bytes | str) -> bytes:
    """A package by hand: names with `/` written as `__`."""
    files: dict[str, bytes | str] = {
        "h5p.json": json.dumps(head) if not isinstance(head, bytes) else head,
        "content/content.json": "{}",
        "H5P.Mau-1.0/library.json": json.dumps(library),
        "H5P.Mau-1.0/mau.js": "H5P.Mau = function () {};",
    } | extra
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def refusal(raw: bytes) -> str:
    with pytest.raises(PackageRefused) as caught:
        package(raw)
    assert Package.objects.count() == Library.objects.count() == 0
    assert not (root() / "contents").exists()
    return str(caught.value)


HOSTILE = {
    "broken-h5p-json": "h5p.json is not valid JSON.",
    "missing-preloaded-js": "The library H5P.GreetingCard 1.0 lacks its file greetingcard.js.",
    "not-a-zip": "The file is not a zip archive.",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_with_a_sentence(name: str, shared_data: Path):
    raw = (shared_data / "h5p" / "hostile" / f"{name}.h5p").read_bytes()

    assert refusal(raw) == HOSTILE[name]


def test_content_without_its_libraries_waits_for_them(shared_data: Path):
    held = package(shared_data / "h5p" / "hostile" / "content-only-missing-library.h5p")

    assert (held.state, held.missing) == ("waiting", ["H5P.Crossword 0.5", "H5P.AdvancedText 1.1"])
    assert not held.is_playable
    assert "H5P.Crossword 0.5" in actions.summary_of(held)


def test_scripted_drawing_is_left_out_and_named(shared_data: Path):
    held = package(shared_data / "h5p" / "hostile" / "scripted-svg.h5p")

    assert held.stripped == ["content/images/xss.svg"]
    assert not (held.folder / "images" / "xss.svg").exists()
    assert (held.folder / "images" / "image-A1tNWUrI.jpg").is_file()
    assert "xss.svg" in actions.summary_of(held)


REAL = {
    "packages/accordion-1.0": ("H5P.Accordion 1.0", 3),
    "packages/blanks-1.14": ("H5P.Blanks 1.14", 8),
    "packages/dialog-cards-1.9": ("H5P.Dialogcards 1.9", 6),
    "packages/drag-text-1.10": ("H5P.DragText 1.10", 7),
    "packages/multi-choice-1.16": ("H5P.MultiChoice 1.16", 7),
    "packages/single-choice-set-1.11": ("H5P.SingleChoiceSet 1.11", 6),
    "packages/summary-1.10": ("H5P.Summary 1.10", 6),
    "packages/true-false-1.6": ("H5P.TrueFalse 1.6", 8),
    "vietnamese/vi-column": ("H5P.Column 1.18", 8),
    "vietnamese/vi-multichoice": ("H5P.MultiChoice 1.16", 6),
    "vietnamese/vi-questionset": ("H5P.QuestionSet 1.21", 11),
}


def test_real_packages_are_imported_and_share_their_libraries(shared_data: Path):
    held = {name: package(shared_data / "h5p" / f"{name}.h5p") for name in REAL}

    assert {name: (one.library, len(one.load_order)) for name, one in held.items()} == REAL
    assert all(one.is_playable for one in held.values())
    question = Library.objects.installed().filter(machine_name="H5P.Question", minor=5)
    assert question.values("patch").distinct().count() == question.count()
    assert not Library.objects.filter(machine_name__startswith="H5PEditor.").exists()


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (lambda: made(head=b"{}"), "which library plays"),
        (lambda: made(head={**HEAD, "title": ""}), "no title"),
        (lambda: made(head={**HEAD, "mainLibrary": "H5P.Other"}), "which library plays"),
        (lambda: made(head=[1]), "unexpected form"),
        (lambda: made(library={**LIBRARY, "machineName": "H5P.Khac"}), "another library"),
        (lambda: made(library={**LIBRARY, "majorVersion": "x"}), "not a number"),
        (lambda: made(library={**LIBRARY, "preloadedJs": [{"path": "../x.js"}]}), "file wrongly"),
        (
            lambda: made(library={**LIBRARY, "coreApi": {"majorVersion": 1, "minorVersion": 29}}),
            "newer H5P core",
        ),
        (lambda: made(**{"content/../../x.json": "{}"}), "unsafe path"),
        (lambda: made(**{"/etc/x.json": "{}"}), "unsafe path"),
        (lambda: made(**{"content\\x.json": "{}"}), "unsafe path"),
        (lambda: made(**{"content/a.json": b"0" * (25 * 1024 * 1024)}), "far more than its size"),
        (lambda: made(**{"content/content.json": '{"a": NaN}'}), "not valid JSON"),
        (lambda: made()[:-40], "not a zip"),
    ],
)
def test_invalid_package_is_refused(raw, word: str):
    assert word in refusal(raw())


def test_link_in_an_archive_is_refused():
    info = zipfile.ZipInfo("content/link.json")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO(made())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(info, "/etc/passwd")

    assert "a link" in refusal(buffer.getvalue())


def test_too_many_files_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MAX_FILES", 3)

    assert "more than 3 files" in refusal(made())


def test_pages_and_strange_folders_are_left_out():
    extra = {
        "content/index.html": "<script>",
        "__MACOSX/x": "",
        "khac/a.txt": "",
        "H5P.Mau-1.0/page.html": "<p>",
    }

    held = package(made(**extra))

    assert held.stripped == ["content/index.html", "H5P.Mau-1.0/page.html", "khac/"]


def test_byte_order_mark_and_editor_parts_are_forgiven():
    held = package(made(head=b"\xef\xbb\xbf" + json.dumps(HEAD).encode()))

    assert (held.state, held.missing) == ("ready", [])


def test_of_two_members_with_one_name_the_last_counts():
    buffer = io.BytesIO(made())
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("content/content.json", '{"a": 2}')

    assert package(buffer.getvalue()).parameters == {"a": 2}


def test_same_file_is_imported_once():
    first, second = package(order_file()), package(order_file())

    assert first == second
    assert Package.objects.count() == 1
    assert len(list((root() / "libraries").iterdir())) == 2


def test_installed_version_is_never_overwritten_with_other_bytes():
    package(made())
    other = package(made(**{"H5P.Mau-1.0/mau.js": "steal()"}))

    libraries = Library.objects.installed().filter(machine_name="H5P.Mau")
    assert libraries.count() == 1
    assert (libraries.get().folder / "mau.js").read_text() == "H5P.Mau = function () {};"
    assert other.load_order == [libraries.get().pk]


def test_newer_patch_changes_nothing_under_earlier_content():
    earlier = package(made())
    later = package(made(library={**LIBRARY, "patchVersion": 2}))

    earlier.refresh_from_db()
    assert earlier.load_order != later.load_order
    assert Library.objects.get(pk=later.load_order[0]).patch == 2


def test_trainer_brings_content_and_the_library_waits_for_approval():
    admin = UserFactory(superuser=True)
    held = package(made(), may_install=False)
    library = Library.objects.held().get()

    assert (held.state, held.missing) == ("waiting", ["H5P.Mau 1.0"])
    actions.install(library=library, by=admin, reason="Đã xem mã nguồn")

    held.refresh_from_db()
    assert (held.state, held.load_order) == ("ready", [library.pk])
    decision = LibraryDecision.objects.get()
    assert (decision.state, decision.reason, decision.decided_by) == (
        "installed",
        "Đã xem mã nguồn",
        admin,
    )


def test_second_library_of_one_version_cannot_be_approved():
    package(made(), may_install=False)
    package(made(**{"H5P.Mau-1.0/mau.js": "steal()"}), may_install=False)
    first, second = Library.objects.held().order_by("id")
    actions.install(library=first, by=None)

    with pytest.raises(LibraryConflict):
        actions.install(library=second, by=None)


def test_disabled_library_stops_its_contents():
    held = package(made())
    library = Library.objects.get()

    actions.decide(library=library, state="disabled", by=UserFactory(), reason="Lỗi bảo mật")

    held.refresh_from_db()
    assert not held.is_playable
    actions.decide(library=library, state="installed", by=UserFactory(), reason="Đã sửa")
    held.refresh_from_db()
    assert held.is_playable


def test_upload_is_imported_by_the_outbox_and_says_what_became_of_it():
    trainer = UserFactory()
    good = actions.hand_in(file=ContentFile(made(), "a.h5p"), name="a.h5p", by=trainer)
    bad = actions.hand_in(file=ContentFile(b"no", "b.h5p"), name="b.h5p", by=trainer)

    drain()
    drain()

    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.state, good.package.state) == (Upload.State.DONE, Package.State.WAITING)
    assert (bad.state, bad.package) == (Upload.State.REFUSED, None)
    assert bad.message == "The file is not a zip archive."


def test_own_packages_are_reproducible_and_complete():
    for slug in bundled.slugs():
        raw = bundled.package(slug)
        found = Archive(io.BytesIO(raw)).inspect()

        assert raw == bundled.package(slug)
        assert actions.import_bundled(slug=slug).title == found.spec.title


def test_check_command_changes_nothing_and_says_why(tmp_path: Path, capsys):
    good, bad = tmp_path / "good.h5p", tmp_path / "bad.h5p"
    good.write_bytes(made(**{"content/x.html": ""}))
    bad.write_bytes(b"no zip")

    with pytest.raises(SystemExit):
        call_command("h5p_check", good, bad)

    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["accepted"], first["content_type"], first["stripped"]) == (
        True,
        "H5P.Mau 1.0",
        ["content/x.html"],
    )
    assert first["libraries_new"] == ["H5P.Mau 1.0.1"]
    assert (second["accepted"], bool(second["reason"])) == (False, True)
    assert Package.objects.count() == Library.objects.count() == 0


def test_import_command_imports_what_it_can(tmp_path: Path, capsys):
    good, bad = tmp_path / "good.h5p", tmp_path / "bad.h5p"
    good.write_bytes(order_file())
    bad.write_bytes(b"no zip")

    with pytest.raises(SystemExit):
        call_command("h5p_import", bad, good)

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["imported"] for line in lines] == [False, True]
    assert lines[1]["package"] == str(Package.objects.get().uuid)
