"""Draw anew the pictures and the film of the demonstration courses (development only)."""

import base64
import io
import re
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from courses.demo.storyboard import MEDIA, Storyboard, storyboard
from courses.demo.webm import Frame, webm

FILMS = ("nhan-ra-lua-dao",)
FONTS = settings.STATE_DIR / "vendor" / "@expo-google-fonts" / "be-vietnam-pro"
WEIGHTS = {
    400: "400Regular/BeVietnamPro_400Regular.ttf",
    600: "600SemiBold/BeVietnamPro_600SemiBold.ttf",
}
ADDRESS = "https://demo.test/"
VIEW = re.compile(r'viewBox="0 0 (\d+) (\d+)"')


class Command(BaseCommand):
    """`manage.py draw_demo_media`: SVG to PNG, storyboards to WebM and WebVTT."""

    help = "Draw anew the pictures and the film of the demonstration courses."

    def handle(self, *args: Any, **options: Any) -> None:
        """Everything in the folder of media; needs Chromium and the set-up's fonts."""
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox"]
            )
            for path in sorted(MEDIA.glob("*.svg")):
                path.with_suffix(".png").write_bytes(picture(browser, path.read_text("utf-8")))
            for name in FILMS:
                self._film(browser, storyboard(name))
            browser.close()

    def _film(self, browser: Browser, board: Storyboard) -> None:
        (MEDIA / f"{board.name}.vtt").write_text(board.captions, encoding="utf-8")
        page = blank(browser, width=960, height=540)
        page.add_script_tag(path=MEDIA / "player.js", type="module")
        frames = page.evaluate("slides => encode(slides)", list(board.slides))
        rows = [
            Frame(at=round(one["at"]), key=one["key"], data=base64.b64decode(one["data"]))
            for one in frames
        ]
        film = webm(rows, seconds=board.seconds, width=960, height=540)
        (MEDIA / f"{board.name}.webm").write_bytes(film)
        self.stdout.write(f"{board.name}: {len(film)} bytes")


def blank(browser: Browser, *, width: int, height: int) -> Page:
    """An empty page with the site's typeface, at twice the pixels."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=1.5
    )
    page = context.new_page()
    page.route(ADDRESS, lambda route: route.fulfill(body="<!doctype html>"))
    page.goto(ADDRESS)
    faces = "".join(_face(weight, file) for weight, file in WEIGHTS.items())
    page.set_content(f"<style>{faces} body {{ margin: 0 }} svg {{ display: block }}</style>")
    page.evaluate("Promise.all([...document.fonts].map(face => face.load()))")
    return page


def picture(browser: Browser, svg: str) -> bytes:
    """A drawing as a small PNG."""
    found = VIEW.search(svg)
    if found is None:
        raise ValueError('A drawing says its size: viewBox="0 0 width height".')
    width, height = int(found[1]), int(found[2])
    page = blank(browser, width=width, height=height)
    page.evaluate("svg => document.body.insertAdjacentHTML('beforeend', svg)", svg)
    shot = Image.open(io.BytesIO(page.screenshot()))
    small = io.BytesIO()
    shot.convert("RGB").quantize(64).save(small, "PNG", optimize=True)
    page.context.close()
    return small.getvalue()


def _face(weight: int, file: str) -> str:
    data = base64.b64encode((FONTS / file).read_bytes()).decode()
    return (
        "@font-face { font-family: 'Be Vietnam Pro';"
        f" font-weight: {weight}; src: url(data:font/ttf;base64,{data}) }}"
    )
