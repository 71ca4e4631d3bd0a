"""The catalogue page, the categories of content, and who writes, reviews and publishes."""

import json
import uuid
from pathlib import Path

from django.db import migrations

from courses.catalogue.authors import REVIEWERS, TRAINERS

CATEGORIES = Path(__file__).parents[1] / "catalogue" / "data" / "categories.json"
WRITE = [
    ("wagtailadmin", "admin", "access_admin"),
    ("courses", "video", "add_video"),
    ("courses", "video", "change_video"),
    ("courses", "video", "view_video"),
]
PAGES = {TRAINERS: ["add", "change"], REVIEWERS: ["add", "change", "publish", "lock", "unlock"]}
LIBRARY = [
    ("wagtailimages", "image", "add_image"),
    ("wagtailimages", "image", "choose_image"),
    ("wagtaildocs", "document", "add_document"),
    ("wagtaildocs", "document", "choose_document"),
]


def lay(apps, schema_editor):
    page = _catalogue(apps)
    _categories(apps)
    groups = {name: _group(apps, name, page) for name in (TRAINERS, REVIEWERS)}
    _workflow(apps, page, groups[REVIEWERS])


def _catalogue(apps):
    Index = apps.get_model("courses", "CatalogueIndexPage")
    Page = apps.get_model("wagtailcore", "Page")
    held = Index.objects.first()
    if held is not None:
        return held
    parent = Page.objects.filter(depth=2).order_by("path").first()
    number = parent.numchild + 1
    parent.numchild = number
    parent.save(update_fields=["numchild"])
    return Index.objects.create(
        title="Khóa học",
        draft_title="Khóa học",
        slug="khoa-hoc",
        path=f"{parent.path}{number:04}",
        depth=parent.depth + 1,
        numchild=0,
        url_path=f"{parent.url_path}khoa-hoc/",
        content_type=_kind(apps, "courses", "catalogueindexpage"),
        locale=apps.get_model("wagtailcore", "Locale").objects.first(),
        translation_key=uuid.uuid4(),
        live=True,
    )


def _categories(apps):
    told = json.loads(CATEGORIES.read_text(encoding="utf-8"))
    Category = apps.get_model("courses", "ContentCategory")
    for position, item in enumerate(told["categories"], start=1):
        Category.objects.get_or_create(
            code=item["code"],
            defaults={"name": item["name"], "ground": told["source"], "position": position},
        )


def _group(apps, name, page):
    group, _new = apps.get_model("auth", "Group").objects.get_or_create(name=name)
    group.permissions.add(*[_permission(apps, *one) for one in WRITE])
    Allowed = apps.get_model("wagtailcore", "GroupPagePermission")
    for action in PAGES[name]:
        right = _permission(apps, "wagtailcore", "page", f"{action}_page")
        Allowed.objects.get_or_create(group=group, page_id=page.pk, permission=right)
    Shared = apps.get_model("wagtailcore", "GroupCollectionPermission")
    root = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for one in LIBRARY:
        Shared.objects.get_or_create(
            group=group, collection=root, permission=_permission(apps, *one)
        )
    return group


def _workflow(apps, page, reviewers):
    Workflow = apps.get_model("wagtailcore", "Workflow")
    Task = apps.get_model("wagtailcore", "GroupApprovalTask")
    workflow = Workflow.objects.create(name="Thẩm định và công bố", active=True)
    task = Task.objects.create(
        name="Thẩm định",
        active=True,
        content_type=_kind(apps, "wagtailcore", "groupapprovaltask"),
    )
    task.groups.add(reviewers)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(
        workflow=workflow, task_id=task.pk, sort_order=0
    )
    apps.get_model("wagtailcore", "WorkflowPage").objects.create(workflow=workflow, page_id=page.pk)


def _permission(apps, app, model, codename):
    right, _new = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=_kind(apps, app, model), codename=codename, defaults={"name": codename}
    )
    return right


def _kind(apps, app, model):
    held, _new = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app, model=model
    )
    return held


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0002_quiz_survey_video"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
