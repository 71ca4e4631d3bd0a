"""Every write of the organisation: units and their history, posts, roles."""

from lms.organisation.actions.posts import assign, end_assignment, enter_person
from lms.organisation.actions.province import Loaded, load_province
from lms.organisation.actions.roles import end_grant, grant_role
from lms.organisation.actions.units import (
    close_unit,
    merge_units,
    move_unit,
    open_unit,
    rename_unit,
    split_unit,
)

__all__ = [
    "Loaded",
    "assign",
    "close_unit",
    "end_assignment",
    "end_grant",
    "enter_person",
    "grant_role",
    "load_province",
    "merge_units",
    "move_unit",
    "open_unit",
    "rename_unit",
    "split_unit",
]
