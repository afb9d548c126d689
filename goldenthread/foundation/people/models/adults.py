"""Parents, carers, professionals, and a young person in their own right."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from goldenthread.foundation.ids import new_id


class Adult(models.Model):
    """Somebody tied to children: family or professional. May have an account."""

    class Kind(models.TextChoices):
        """Family and professionals are shown, searched and kept differently."""

        FAMILY = "family", "Family"
        PROFESSIONAL = "professional", "Professional"
        YOUNG_PERSON = "young_person", "Young person, for themselves"

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=200)
    job_title = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    address_hidden = models.BooleanField(default=False)
    needs = models.CharField(max_length=200, blank=True)  # interpreter, large print, phone not letters
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="adult"
    )

    def __str__(self) -> str:
        return self.public_id
