"""Trainers build labs: those with a notebook and those on files."""

from django.db import migrations

from courses.catalogue.authors import REVIEWERS, TRAINERS


def allow(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    for model in ("lab", "filelab"):
        kind, _new = ContentType.objects.get_or_create(app_label="labs", model=model)
        for action in ("add", "change", "view"):
            name = f"{action}_{model}"
            right, _new = Permission.objects.get_or_create(
                content_type=kind, codename=name, defaults={"name": name}
            )
            for group in Group.objects.filter(name__in=[TRAINERS, REVIEWERS]):
                group.permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [
        ("labs", "0007_terminal"),
        ("courses", "0003_publishing"),
    ]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
