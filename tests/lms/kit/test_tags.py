import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from certificates.credentials.rules import Status
from courses.activities.base import State as ActivityState
from lms.kit.states import STATES
from lms.site.rules import Standing


def shown(source, **context):
    with override("vi"):
        html = Template("{% load kit %}" + source).render(Context(context))
    return re.sub(r"\s+", " ", html).strip()


@pytest.mark.parametrize("states", [ActivityState, Status, Standing])
def test_every_state_of_the_components_has_an_icon_and_a_word(states):
    assert {state for state in states if str(state) not in STATES} == set()


def test_state_badge_says_the_state_in_words():
    html = shown('{% state_badge "waiting" %}')

    assert html.endswith("Chờ chấm</span>")
    assert 'class="badge badge--warn"' in html
    assert "icons.svg#waiting" in html


class NameForm(forms.Form):
    name = forms.CharField(label="Họ và tên", help_text="Như trên căn cước")
    note = forms.CharField(label="Ghi chú", required=False)


def test_field_ties_hint_and_error_to_its_control():
    form = NameForm({"name": ""})

    html = shown("{% field form.name %}", form=form)

    assert 'aria-describedby="id_name_hint id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_hint">Như trên căn cước<' in html
    assert 'id="id_name_error">' in html
    assert html.index("id_name_error") < html.index("<input")


def test_field_says_what_may_be_left_out():
    assert "(không bắt buộc)" in shown("{% field form.note %}", form=NameForm())


def test_field_escapes_what_was_typed():
    form = NameForm({"name": '"><script>alert(1)</script>'})

    assert "<script>" not in shown("{% field form.name %}", form=form)


def test_progress_writes_numbers_the_vietnamese_way():
    html = shown('{% progress 6.5 40 "Số tiết" %}')

    assert '<progress value="6.50" max="40" aria-label="Số tiết">' in html
    assert "Số tiết: 6,5/40" in html


def test_pager_keeps_the_filters_of_the_address():
    request = RequestFactory().get("/?q=an%20toan&page=2")
    page = Paginator(range(5000), 25).page(2)

    html = shown("{% pager page %}", page=page, request=request)

    assert 'href="?q=an+toan&amp;page=3"' in html
    assert '<span aria-current="page">2</span>' in html
    assert html.count("?q=an+toan&amp;page=") == len(re.findall(r"<a ", html))


def test_pager_of_a_single_page_shows_nothing():
    page = Paginator(range(3), 25).page(1)

    assert shown("{% pager page %}", page=page, request=RequestFactory().get("/")) == ""


def test_notice_escapes_no_markup_of_its_own_but_its_kind():
    html = shown("{% notice kind %}<b>Đạt</b>{% endnotice %}", kind="good")

    assert html.startswith('<div class="notice notice--good"><svg')
    assert "<b>Đạt</b>" in html


def test_notice_of_what_just_went_wrong_takes_the_focus():
    html = shown('{% notice "bad" "alert" %}Sai{% endnotice %}')

    assert html.startswith(
        '<div class="notice notice--bad" role="alert" tabindex="-1" autofocus><svg'
    )
