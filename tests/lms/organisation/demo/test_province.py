"""The demonstration province: exact counts, whole tree, history without holes."""

from collections import Counter
from datetime import date

import pytest

from lms.accounts.roles import Role
from lms.organisation.demo import province
from lms.organisation.demo.people import people
from lms.organisation.demo.province import SCALES, accounts, lineage, positions, posts, units
from lms.organisation.models import LineageKind, UnitKind

DEFAULT = SCALES["default"]


def test_units_of_default_scale_have_the_counts_of_the_model_province():
    today = Counter(unit.kind for unit in units(DEFAULT) if unit.ends_on is None)
    ended = Counter(unit.kind for unit in units(DEFAULT) if unit.ends_on)

    assert today == {
        "province": 1,
        "department": 14,
        "office": 52,
        "service_centre": 167,
        "commune": 147,
        "ward": 19,
    }
    assert today.total() == 400
    assert ended == {"district": 27, "department": 12}


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_units_name_each_parent_before_its_children(scale):
    seen: set[str | None] = {None}
    for unit in units(scale):
        assert unit.parent in seen
        assert unit.code not in seen
        assert unit.kind in UnitKind.values
        seen.add(unit.code)


def test_communes_each_have_one_name_and_one_service_centre():
    rows = units(DEFAULT)
    communes = [unit for unit in rows if unit.kind in {"commune", "ward"}]
    centres = {unit.parent for unit in rows if unit.kind == "service_centre"}

    assert len({unit.name for unit in communes}) == 166
    assert centres == {unit.code for unit in communes} | {"LS-VP"}


def test_district_units_end_the_day_before_the_communes_begin():
    by_code = {unit.code: unit for unit in units(DEFAULT)}
    steps = [step for step in lineage(DEFAULT) if step.effective_on == date(2025, 7, 1)]

    assert len(steps) == 166
    assert {step.kind for step in steps} == {LineageKind.TRANSFER}
    assert {by_code[step.predecessor].ends_on for step in steps} == {date(2025, 6, 30)}
    assert {by_code[step.successor].starts_on for step in steps} == {date(2025, 7, 1)}
    assert len({step.predecessor for step in steps}) == 27


def test_posts_name_positions_that_exist():
    known = {position.code for position in positions()}

    assert len(known) == 17
    assert {code for codes in posts().values() for code in codes} <= known
    assert {account.position for account in accounts()} <= known


def test_accounts_hold_each_role_once():
    codes = {unit.code for unit in units(SCALES["small"])}

    assert sorted(account.role for account in accounts()) == sorted(Role.values)
    assert {account.unit for account in accounts()} <= codes
    assert {account.scope for account in accounts()} - {None} <= codes


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_people_are_the_same_every_time_and_visibly_invented(scale):
    found = list(people(scale))

    assert len(found) == scale.people
    assert found[:50] == [person for person, _ in zip(people(scale), range(50), strict=False)]
    assert all(person.full_name.endswith(" (mẫu)") for person in found)
    assert all(person.email == f"{person.code.lower()}@example.vn" for person in found)


def test_people_of_default_scale_leave_no_unit_without_a_head():
    heads = [post.unit for person in people(DEFAULT) for post in person.posts if post.is_head]

    assert sorted(heads) == sorted(unit.code for unit in units(DEFAULT) if unit.ends_on is None)


def test_people_hold_posts_while_the_unit_stands():
    by_code = {unit.code: unit for unit in units(DEFAULT)}
    for person in people(DEFAULT):
        for post in person.posts:
            unit = by_code[post.unit]
            assert unit.starts_on <= post.starts_on
            assert unit.ends_on == post.ends_on


def test_former_district_reaches_the_service_centre_too():
    before = province.former_district(DEFAULT)

    assert before["LS-X008"] == before["LS-X008-PVHCC"] == "LS-H02"
    assert len(before) == 332
