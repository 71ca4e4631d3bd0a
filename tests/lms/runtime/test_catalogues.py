import polib
import pytest

from lms.runtime import catalogues, extraction, messages
from lms.runtime.extraction import Message, NotLiteral

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext
_("Hello")
_("Split "
  "in two")
ngettext("%(n)s person", "%(n)s people", n)
pgettext("verb", "Mark")
_(variable)
"""
TEMPLATE = """{% load i18n %}
{% translate "Sign in" %} {% translate "May" context "month" %}
{% blocktranslate trimmed with name=user.name %}
  Account of
  {{ name }}
{% endblocktranslate %}
{% blocktranslate count n=total %}{{ n }} unit{% plural %}{{ n }} units{% endblocktranslate %}
"""


@pytest.fixture
def tree(tmp_path):
    files = {
        "courses/__init__.py": "",
        "courses/player/__init__.py": "",
        "courses/player/views.py": PYTHON,
        "courses/activities/__init__.py": "",
        "courses/activities/types/h5p/__init__.py": "",
        "courses/activities/types/h5p/forms.py": '_("Package")',
        "courses/activities/types/h5p/locale/x": "",
        "courses/templates/courses/player/page.html": TEMPLATE,
        "courses/templates/courses/h5p/page.html": '{% load i18n %}{% translate "Play" %}',
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_extract_reads_code_and_templates_of_each_component(tree):
    found = extraction.extract(tree)

    player = {(m.context, m.msgid, m.plural) for m in found[tree / "courses/player"]}
    assert player == {
        (None, "Hello", ""),
        (None, "Split in two", ""),
        (None, "%(n)s person", "%(n)s people"),
        ("verb", "Mark", ""),
        (None, "Sign in", ""),
        ("month", "May", ""),
        (None, "Account of %(name)s", ""),
        (None, "%(n)s unit", "%(n)s units"),
    }
    nested = {m.msgid for m in found[tree / "courses/activities/types/h5p"]}
    assert nested == {"Package", "Play"}


def test_python_with_a_composed_sentence_is_refused():
    with pytest.raises(NotLiteral, match=r"views\.py:1"):
        list(extraction.in_python('gettext(f"Hello {name}")', "views.py"))


def test_update_keeps_translations_and_drops_what_is_gone(tmp_path):
    catalogues.update(tmp_path, [Message("Old"), Message("Kept")])
    path = catalogues.path_of(tmp_path)
    book = polib.pofile(str(path))
    book.find("Kept").msgstr = "Giữ lại"
    book.save(str(path))

    missing = catalogues.update(tmp_path, [Message("Kept"), Message("%(n)s day", "%(n)s days")])

    book = polib.pofile(str(path))
    assert [(e.msgid, e.msgstr) for e in book] == [("%(n)s day", ""), ("Kept", "Giữ lại")]
    assert book.find("%(n)s day").msgstr_plural == {0: ""}
    assert missing == 1


def test_complaints_tell_missing_stale_fuzzy_and_broken_placeholders(tree):
    player = tree / "courses/player"
    catalogues.update(player, [Message("Hello"), Message("Gone"), Message("Account of %(name)s")])
    path = catalogues.path_of(player)
    book = polib.pofile(str(path))
    book.find("Hello").msgstr = "Chào"
    book.find("Hello").flags.append("fuzzy")
    book.find("Account of %(name)s").msgstr = "Tài khoản của %(ten)s"
    book.save(str(path))

    found = [line for line in catalogues.complaints(tree) if line.startswith("courses/player: ")]

    assert "courses/player: fuzzy: 'Hello'" in found
    assert "courses/player: no longer used: 'Gone'" in found
    assert "courses/player: placeholders differ: 'Account of %(name)s'" in found
    assert (
        "courses/player: not translated: 'Sign in' (courses/templates/courses/player/page.html)"
        in found
    )


def test_every_sentence_of_the_product_is_translated_once():
    assert catalogues.complaints() + messages.conflicts(messages.sources()) == []
