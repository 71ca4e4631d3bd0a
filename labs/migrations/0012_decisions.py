import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


def keep_what_was_accepted(apps, _schema_editor):
    Decision = apps.get_model("labs", "Decision")
    for item in apps.get_model("labs", "RegradeItem").objects.exclude(accepted_at=None):
        Decision.objects.create(
            item=item, accepts=True, by_id=item.accepted_by_id, created_at=item.accepted_at
        )


class Migration(migrations.Migration):

    dependencies = [
        ('labs', '0011_closings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='marking',
            name='state',
            field=models.CharField(choices=[('waiting', 'Waiting to be marked'), ('by_hand', 'Waiting for the trainer'), ('done', 'Marked'), ('broken', 'Not a notebook'), ('fault', 'System fault'), ('held', 'Lower, held back'), ('set_aside', 'Lower, not counted'), ('cancelled', 'Cancelled')], default='waiting', max_length=10),
        ),
        migrations.AlterField(
            model_name='trial',
            name='state',
            field=models.CharField(choices=[('waiting', 'Waiting to be marked'), ('by_hand', 'Waiting for the trainer'), ('done', 'Marked'), ('broken', 'Not a notebook'), ('fault', 'System fault'), ('held', 'Lower, held back'), ('set_aside', 'Lower, not counted'), ('cancelled', 'Cancelled')], default='waiting', max_length=10),
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('accepts', models.BooleanField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='labs.regradeitem')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('item',), name='lab_decision_stands_once')],
            },
        ),
        migrations.RunPython(keep_what_was_accepted, migrations.RunPython.noop),
        migrations.RemoveField(model_name='regradeitem', name='accepted_at'),
        migrations.RemoveField(model_name='regradeitem', name='accepted_by'),
    ]
