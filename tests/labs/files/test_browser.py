"""A learner and a trainer with labs on files, in a real browser."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from labs.assignments.models import Attempt, LabVersion
from labs.files import demonstration
from labs.files.models import FileLab
from lms.accounts.models import User
from lms.outbox.actions import drain
from tests.accessibility import WIDTHS, faults, open_as
from tests.factories import files as make
from tests.factories import papers
from tests.factories.courses import enrolment
from tests.factories.organisation import RoleGrantFactory
from tests.labs.browser import lesson_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("boxed")]
SHOTS = os.environ.get("SCREENSHOTS", "")


def clean(page: Page, name: str) -> None:
    """Without faults at both widths; kept as a picture where somebody wants to look."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert faults(page) == []
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)


def taken(page: Page, at: Path) -> bytes:
    """The start file as the browser saves it."""
    with page.expect_download() as started:
        page.get_by_role("button", name="Tải tệp bắt đầu").click()
    started.value.save_as(at)
    return at.read_bytes()


def handed_in(page: Page, name: str, content: bytes) -> None:
    page.locator('input[type="file"]').set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="Nộp bài").click()
    page.wait_for_load_state("networkidle")


def test_a_learner_hands_in_a_spreadsheet_and_reads_the_marks(
    live_server: Any, browser: Browser, learner: User, tmp_path: Path
) -> None:
    lab = make.file_activity(make.spreadsheet_lab(), title="Tổng hợp phí theo xã")
    enrolment(learner, lab.course)
    page = open_as(browser, lesson_of(live_server.url, lab), learner)

    start = taken(page, tmp_path / "start.xlsx")
    handed_in(page, "bai.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    refused = page.get_by_role("alert")
    expect(refused).to_contain_text("Đây là định dạng cũ .xls hoặc .doc.")
    assert Attempt.objects.count() == 0

    def half(workbook: Any) -> None:
        make.solve(workbook)
        workbook["Tổng hợp"]["B4"] = 7

    page.complaints.clear()  # the refusal's own status
    handed_in(page, "bai.xlsx", make.worked_on(start, half))
    drain()
    page.goto(lesson_of(live_server.url, lab))
    section = page.locator(f"#activity-{lab.uuid}")
    expect(section.get_by_text("Ô Tổng hợp!B4 tính ra “7”, chưa đúng yêu cầu.")).to_be_visible()
    expect(section.get_by_text("Ô Tổng hợp!B4 là giá trị gõ tay")).to_be_visible()
    expect(section.get_by_role("heading", name="Lượt 1: 7/10 điểm")).to_be_visible()
    with page.expect_download() as kept:
        section.get_by_role("link", name="Tệp anh/chị đã nộp").click()
    assert kept.value.suggested_filename == "phi-theo-xa-luot-1.xlsx"
    clean(page, "spreadsheet")


def test_a_learner_lays_out_a_letter(
    live_server: Any, browser: Browser, learner: User, tmp_path: Path
) -> None:
    demonstration.load()
    lab = make.file_activity(FileLab.objects.get(kind="document"), title="Trình bày công văn")
    enrolment(learner, lab.course)
    page = open_as(browser, lesson_of(live_server.url, lab), learner)

    words = papers.words_given(taken(page, tmp_path / "start.docx"))
    handed_in(page, "cong-van.docx", papers.letter(**words))
    drain()
    page.goto(lesson_of(live_server.url, lab))

    section = page.locator(f"#activity-{lab.uuid}")
    expect(section.get_by_role("heading", name="Lượt 1: 18/18 điểm")).to_be_visible()
    expect(section).to_have_attribute("data-state", "passed")
    clean(page, "document")


def test_a_trainer_builds_a_lab_and_tries_it_on_a_solution(
    live_server: Any, browser: Browser
) -> None:
    centre = RoleGrantFactory(centre_admin=True).person
    page = open_as(browser, f"{live_server.url}/admin/snippets/labs/filelab/add/", centre)

    page.locator("#id_title").fill("Tổng phí theo xã")
    attach(page, "#id_start_file", "Phí.xlsx", make.start_workbook())
    field = add_block(page, "inputs", "Số")
    for name, value in {"place": "Số liệu!C2:C21", "low": "10", "high": "900"}.items():
        field.locator(f"[name$='-{name}']").fill(value)
    field = add_block(page, "checks", "Giá trị của ô")
    for name, value in {
        "sentence": "Tổng phí từng xã",
        "sheet": "Tổng hợp",
        "cells": "B2:B4",
        "expected": make.TOTAL,
    }.items():
        field.locator(f"[name$='-{name}']").fill(value)
    attach(page, "#id_solution", "mau.xlsx", make.start_workbook())
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / "file-lab-form.png", full_page=True)
    save(page)
    expect(page.locator("body")).to_contain_text("Ô Tổng hợp!B2 đang trống.")
    again = page.locator(".error-message", has_text="Anh/chị chọn lại tệp này")
    expect(again).to_have_count(2)
    assert FileLab.objects.count() == 0

    attach(page, "#id_start_file", "Phí.xlsx", make.start_workbook())
    attach(page, "#id_solution", "mau.xlsx", make.worked_on(make.start_workbook(), make.solve))
    save(page)
    expect(page.locator("body")).to_contain_text("Tổng phí theo xã")
    version = LabVersion.objects.get(lab__title="Tổng phí theo xã")
    assert (version.kind, version.file_name, version.checked_score) == ("file", "phi.xlsx", 1.0)


def attach(page: Page, field: str, name: str, content: bytes) -> None:
    page.locator(field).set_input_files({"name": name, "mimeType": "x/y", "buffer": content})


def add_block(page: Page, field: str, name: str) -> Locator:
    """Add a block to a stream, by the name that trainers read."""
    stream = page.locator(f"[data-contentpath='{field}']")
    stream.locator(".c-sf-add-button:visible").last.click()
    page.get_by_role("option", name=name, exact=True).click()
    return stream.locator("[data-streamfield-child]:visible").last


def save(page: Page) -> None:
    page.locator("footer button[type=submit]").first.click()
    page.wait_for_load_state("networkidle")
