"""The administration as trainers and administrators meet it."""

import json

import polib
import pytest
from django.urls import reverse
from wagtail import __file__ as wagtail_file

from courses.catalogue.actions import sync_author
from lms.accounts.roles import Role
from lms.env import BASE_DIR
from tests.factories.organisation import RoleGrantFactory

OVERLAY = BASE_DIR / "lms/site/overlays/wagtail/locale/vi/LC_MESSAGES/django.po"


def entries_of(path):
    return {(e.msgctxt, e.msgid) for e in polib.pofile(str(path)) if e.translated()}


@pytest.mark.parametrize(
    ("part", "least"),
    [("admin", 0.98), ("images", 1), ("documents", 1), ("snippets", 0.97), ("sites", 1)],
)
def test_words_of_wagtail_are_vietnamese(part, least):
    folder = (BASE_DIR / wagtail_file).parent / part / "locale"
    asked = {(e.msgctxt, e.msgid) for e in polib.pofile(str(folder / "en/LC_MESSAGES/django.po"))}
    known = entries_of(OVERLAY) | entries_of(folder / "vi/LC_MESSAGES/django.po")

    assert len(asked & known) / len(asked) >= least


@pytest.fixture
def trainer(db, client):
    person = RoleGrantFactory(role=Role.TRAINER).person
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return person


@pytest.fixture
def menu(client):
    """The names in the side menu as its script receives them."""

    def names(url="wagtailadmin_home"):
        page = client.get(reverse(url)).content.decode()
        start = page.index('id="wagtail-sidebar-props"')
        return [part.split('"')[0] for part in page[start:].split('"name": "')[1:]]

    return names


WATCHED = {"explorer", "images", "help", "settings", "site-history", "workflows", "learning-site"}


def test_menu_of_a_trainer_holds_what_a_trainer_uses(trainer, menu):
    sync_author(person=trainer)

    assert WATCHED.intersection(menu()) == {"explorer", "images", "workflows", "learning-site"}


def test_menu_of_an_administrator_adds_the_history_of_the_site(client, db, menu):
    person = RoleGrantFactory(centre_admin=True).person
    sync_author(person=person)
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")

    assert "site-history" in menu()
    assert "help" not in menu()


def test_home_of_the_administration_is_in_vietnamese_and_says_nothing_of_wagtail(client, trainer):
    sync_author(person=trainer)

    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "Biên soạn khóa học" in page
    assert "Wagtail 8" not in page
    assert 'href="/static/lms/admin.css"' in page


def test_scripts_of_the_administration_speak_vietnamese(client, db):
    script = client.get("/admin/jsi18n/").content.decode()

    overlay = OVERLAY.with_name("djangojs.po")
    known = next(e for e in polib.pofile(str(overlay)) if e.translated() and e.msgid.isascii())
    assert json.dumps(known.msgid) in script
    assert json.dumps(known.msgstr) in script
