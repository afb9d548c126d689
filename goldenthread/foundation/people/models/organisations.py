"""Schools, health services, council teams and others."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.foundation.ids import new_id


class Organisation(models.Model):
    """A body with a name. Schools carry what GIAS says of them."""

    class Kind(models.TextChoices):
        """What sort of body it is."""

        SCHOOL = "school", "School or college"
        HEALTH_SERVICE = "health_service", "Health service"
        COUNCIL_TEAM = "council_team", "Council team"
        OTHER = "other", "Other"

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=80, blank=True)
    urn = models.CharField(max_length=6, null=True, blank=True)
    ukprn = models.CharField(max_length=8, null=True, blank=True)
    type_code = models.CharField(max_length=4, blank=True)  # GIAS establishment type
    type_name = models.CharField(max_length=120, blank=True)
    phase = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=60, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    la_code = models.CharField(max_length=3, blank=True)
    street = models.CharField(max_length=200, blank=True)
    town = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    section_41_approved = models.BooleanField(default=False)
    resourced_provision_places = models.PositiveIntegerField(null=True, blank=True)
    sen_unit_places = models.PositiveIntegerField(null=True, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["urn"], condition=~Q(urn=None), name="organisation_urn_once")]
        indexes = [models.Index(fields=["kind", "name"]), models.Index(fields=["ukprn"])]

    def __str__(self) -> str:
        return self.name


class ServiceContact(models.Model):
    """Who answers for a body when advice asked of it is late: its manager, and its designated officer where it has one.

    Kept by the council, for a body where nobody holds such a role with an account here.
    """

    class Part(models.TextChoices):
        """What they answer for."""

        MANAGER = "manager_of_the_body", "The manager of the service"
        OFFICER = "designated_officer", "The designated officer"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contacts")
    part = models.CharField(max_length=20, choices=Part.choices)
    name = models.CharField(max_length=200)
    email = models.EmailField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "part"], name="one_contact_a_part")]

    def __str__(self) -> str:
        return self.name
