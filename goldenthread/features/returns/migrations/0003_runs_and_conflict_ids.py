"""The background run that works on an import; opaque ids for conflicts."""

from django.db import migrations, models

from goldenthread.foundation.ids import new_id


def give_ids(apps, schema_editor):
    for conflict in apps.get_model("returns", "Conflict")._base_manager.all():
        conflict.public_id = new_id()
        conflict.save(update_fields=["public_id"])


class Migration(migrations.Migration):
    dependencies = [("returns", "0002_left_out_and_said")]

    operations = [
        migrations.AddField(
            "import", "run", models.CharField(blank=True, max_length=14, default=""), preserve_default=False
        ),
        migrations.AddField(
            "conflict", "public_id", models.CharField(default="", editable=False, max_length=14), preserve_default=False
        ),
        migrations.RunPython(give_ids, migrations.RunPython.noop),
        migrations.AlterField(
            "conflict", "public_id", models.CharField(default=new_id, editable=False, max_length=14, unique=True)
        ),
    ]
