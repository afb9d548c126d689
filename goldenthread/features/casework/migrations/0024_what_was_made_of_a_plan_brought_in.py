from django.db import migrations, models


def as_far_as_known(apps, schema_editor):
    """Which rows are items; and every section a plan has a text of, for nobody recorded which were filled in."""
    apps.get_model("casework", "BroughtPlanRow").rows.filter(item__isnull=False).update(was_item=True)
    plans = apps.get_model("casework", "BroughtPlan").rows
    for plan in plans.only("sections").iterator():
        plan.filled = sorted({code for held in plan.sections for code in (("H1", "H2") if held == "H" else (held,))})
        plan.save(update_fields=["filled"])


class Migration(migrations.Migration):
    dependencies = [("casework", "0023_comments_of_advisers")]

    operations = [
        migrations.AddField("broughtplan", "filled", models.JSONField(blank=True, default=list)),
        migrations.AddField("broughtplanrow", "was_item", models.BooleanField(default=False)),
        migrations.RunPython(as_far_as_known, migrations.RunPython.noop, elidable=True),
    ]
