from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0003_checker_tuning"),
    ]

    operations = [
        migrations.AddField(
            model_name="partnership",
            name="outcome_frameworks",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
