"""Pictures of the editor: known by what is in them, never by their name."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.images import get_image_model

from lms.accounts.models import User
from lms.accounts.roles import Role
from tests.factories.organisation import START, RoleGrantFactory, UnitFactory

pytestmark = pytest.mark.django_db


def spreadsheet() -> bytes:
    """As much of a workbook as is needed to be one by its content."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return raw.getvalue()


@pytest.mark.parametrize("name", ["so-lieu.xlsx", "so-lieu.png"])
def test_a_spreadsheet_is_refused_as_a_picture(client: Client, name: str) -> None:
    trainer: User = RoleGrantFactory(role=Role.TRAINER, unit=UnitFactory(), starts_on=START).person
    client.force_login(trainer)
    file = SimpleUploadedFile(name, spreadsheet(), content_type="image/png")

    response = client.post("/admin/images/add/", {"title": "Số liệu quý một", "file": file})

    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert "Số liệu quý một" in response.content.decode()
    assert get_image_model().objects.count() == 0
