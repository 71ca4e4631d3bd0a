import pytest

from courses.catalogue.models import CoursePage
from tests.factories.courses import catalogue


@pytest.mark.django_db
@pytest.mark.parametrize("live", [True, False])
def test_course_gets_an_address_that_keeps_the_letter_d(live):
    course = CoursePage(title="Đề phòng thư lừa đảo", summary="Tóm tắt", live=live)

    catalogue().add_child(instance=course)

    assert course.slug == "de-phong-thu-lua-dao"
