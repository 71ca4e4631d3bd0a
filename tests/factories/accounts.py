"""People, by states that have a name."""

from typing import Any

import factory

from lms.accounts.models import User


class UserFactory(factory.django.DjangoModelFactory[User]):
    """An active learner; `disabled=True` may not sign in, `superuser=True` may do everything."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        disabled = factory.Trait(is_active=False)
        superuser = factory.Trait(is_superuser=True, is_staff=True)

    username = factory.Sequence(lambda n: f"cb{n:05}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Văn Mẫu {n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.vn")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return model_class.objects.create_user(*args, **kwargs)
