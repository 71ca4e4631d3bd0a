"""The PDF: what it declares of itself, its tags, its letters, and that it says the same.

No validator of PDF/A or PDF/UA (veraPDF) is in the registries this project installs from, so the
conformance itself rests on Typst, which refuses to write a file that would break it; here the
declarations and the structure that both standards ask for are read back.
"""

import io
import re
import unicodedata
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.utils import translation

from certificates.credentials.errors import PaperNotSet
from certificates.credentials.formats import pdf
from certificates.credentials.formats.pdf import render, verification_url
from certificates.credentials.models import Credential
from certificates.credentials.rules import printed_lines
from tests.factories.accounts import UserFactory
from tests.factories.certificates import AchievementRuleFactory, issued_credential
from tests.factories.organisation import AssignmentFactory

pytestmark = pytest.mark.django_db
LONG = "Trung tâm Phục vụ hành chính công xã Thượng Ninh và vùng phụ cận huyện Như Xuân (cũ)"


@pytest.fixture
def credential() -> Credential:
    rule = AchievementRuleFactory()
    person = UserFactory(full_name=unicodedata.normalize("NFD", "Đặng Thuỳ Ngữ Quỷnh Ỹ Ặng"))
    AssignmentFactory(person=person, unit__name=LONG)
    return issued_credential(person, course=rule.course)


@pytest.fixture
def reader(credential: Credential) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(render(credential)))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()


def test_it_declares_pdf_a_2a_and_pdf_ua_1(reader: pypdf.PdfReader) -> None:
    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()

    assert re.findall(r"<pdfaid:(part|conformance)>(\w+)<", xmp) == [
        ("part", "2"),
        ("conformance", "A"),
    ]
    assert re.findall(r"<pdfuaid:part>(\d)<", xmp) == ["1"]
    assert reader.trailer["/Root"]["/OutputIntents"]


def test_it_is_tagged_titled_and_in_vietnamese(
    reader: pypdf.PdfReader, credential: Credential
) -> None:
    root = reader.trailer["/Root"]
    tags = set(_tags(root["/StructTreeRoot"]["/K"]))

    assert root["/Lang"] == "vi-VN"
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert credential.content["holder"] in reader.metadata.title
    assert {"/Document", "/H1", "/P", "/L", "/LI", "/Lbl", "/LBody", "/Link", "/Figure"} <= tags


def test_the_qr_code_has_words_and_holds_the_address(
    reader: pypdf.PdfReader, credential: Credential
) -> None:
    url = verification_url(credential.code)
    figures = [
        node
        for node in _nodes(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
        if node.get("/S") == "/Figure"
    ]
    links = [note.get_object()["/A"]["/URI"] for note in reader.pages[0]["/Annots"]]

    assert [url in figure["/Alt"] for figure in figures] == [True]
    assert set(links) == {url}
    assert not [one for page in reader.pages for one in page.images]


def test_every_letter_is_in_an_embedded_font_with_its_unicode(reader: pypdf.PdfReader) -> None:
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]

    assert {re.sub(r"^/[A-Z]{6}\+|-.*", "", str(font["/BaseFont"])) for font in fonts} == {
        "BeVietnamPro"
    }
    assert all("/ToUnicode" in font for font in fonts)


def test_it_prints_every_line_of_the_content_on_one_page(
    reader: pypdf.PdfReader, credential: Credential
) -> None:
    printed = squeezed(reader.pages[0].extract_text())
    with translation.override("vi"):
        lines = printed_lines(credential.content, "vi")
    parts = [part for line in lines for part in line.value.split(", ")]

    assert len(reader.pages) == 1
    assert [part for part in parts if squeezed(part) not in printed] == []


def test_the_same_content_gives_the_same_bytes(credential: Credential) -> None:
    assert render(credential) == render(credential)


def test_without_its_font_no_paper_leaves(
    credential: Credential, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STATE_DIR = tmp_path
    monkeypatch.setattr(pdf, "_compiler", pdf._compiler.__wrapped__)

    with pytest.raises(PaperNotSet):
        render(credential)


def test_words_that_look_like_typst_code_are_printed_as_they_are(credential: Credential) -> None:
    credential.content["holder"] = '#read("/etc/passwd") *b* $x$ \\ "'
    text = pypdf.PdfReader(io.BytesIO(render(credential))).pages[0].extract_text()

    assert '#read("/etc/passwd") *b* $x$ \\ "' in text


def _nodes(node: Any) -> list[Any]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [found for inner in node for found in _nodes(inner)]
    if not isinstance(node, dict) or "/S" not in node:
        return []
    return [node, *_nodes(node.get("/K", []))]


def _tags(node: Any) -> list[str]:
    return [str(found["/S"]) for found in _nodes(node)]
