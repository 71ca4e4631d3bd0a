"""Every write of accounts: people, their sessions, their data."""

from lms.accounts.actions.mail import send_mail
from lms.accounts.actions.people import (
    change_language,
    clear_sessions,
    create_person,
    disable_person,
    enable_person,
    end_sessions,
    tie_subject,
)
from lms.accounts.actions.personal_data import erase_person, export_person

__all__ = [
    "change_language",
    "clear_sessions",
    "create_person",
    "disable_person",
    "enable_person",
    "end_sessions",
    "erase_person",
    "export_person",
    "send_mail",
    "tie_subject",
]
