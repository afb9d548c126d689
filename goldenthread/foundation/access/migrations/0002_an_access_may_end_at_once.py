"""Emergency access may be ended at the moment it was taken."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_initial"),
        ("people", "0002_ties_answered_from_an_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="emergencyaccess",
            name="emergency_access_ends_after_it_starts",
        ),
        migrations.AddConstraint(
            model_name="emergencyaccess",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gte", models.F("started_at"))),
                name="emergency_access_ends_no_earlier_than_it_starts",
            ),
        ),
    ]
