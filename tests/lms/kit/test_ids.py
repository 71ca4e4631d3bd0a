"""Identifiers."""

from lms.kit.ids import derived, uuid7


def test_uuid7_is_ordered_by_time_and_versioned() -> None:
    first, second = uuid7(), uuid7()

    assert (first.version, first.variant) == (7, "specified in RFC 4122")
    assert first.int >> 80 <= second.int >> 80
    assert first != second


def test_derived_ids_repeat_for_equal_parts_only() -> None:
    assert derived("satisfied", 1, 2) == derived("satisfied", 1, 2)
    assert derived("satisfied", 1, 2) != derived("satisfied", 12)
