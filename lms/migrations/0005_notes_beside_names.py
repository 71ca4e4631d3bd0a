from django.db import migrations

from lms.kit.text import name_sort_key


def sort_anew(apps, _schema_editor):
    people = apps.get_model("lms", "User").objects.filter(full_name__contains="(")
    for person in people.only("full_name").iterator():
        people.filter(pk=person.pk).update(sort_key=name_sort_key(person.full_name))


class Migration(migrations.Migration):
    """A note in brackets is no given name."""

    dependencies = [("lms", "0004_retention_runs")]

    operations = [migrations.RunPython(sort_anew, migrations.RunPython.noop)]
