"""Children and young people."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.foundation.ids import new_id
from goldenthread.foundation.people.models.scoped import ScopedManager


class Child(models.Model):
    """A child or young person from birth to 25. `imported` keeps what the last return said of each field, so that a
    newer return can tell a fact a person recorded from one it brought itself."""

    class Sensitivity(models.TextChoices):
        """Restricted records (adoption, refuge, a member of staff's own child) need a role that may open them."""

        STANDARD = "standard", "Standard"
        RESTRICTED = "restricted", "Restricted"

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    surname = models.CharField(max_length=200, blank=True)
    forename = models.CharField(max_length=200, blank=True)
    known_as = models.CharField(max_length=200, blank=True)
    pronouns = models.CharField(max_length=60, blank=True)
    born_on = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    ethnicity = models.CharField(max_length=4, blank=True)
    first_language = models.CharField(max_length=100, blank=True)
    communicates_by = models.CharField(max_length=200, blank=True)
    upn = models.CharField(max_length=13, null=True, blank=True)
    uln = models.CharField(max_length=10, null=True, blank=True)
    upn_unknown = models.CharField(max_length=4, blank=True)
    nhs_number = models.CharField(max_length=10, null=True, blank=True)
    local_id = models.CharField(max_length=60, null=True, blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    address_hidden = models.BooleanField(default=False)
    in_their_words = models.TextField(blank=True)
    in_their_words_on = models.DateField(null=True, blank=True)
    in_their_words_how = models.CharField(max_length=200, blank=True)
    sensitivity = models.CharField(max_length=10, choices=Sensitivity.choices, default=Sensitivity.STANDARD)
    imported = models.JSONField(default=dict, blank=True)

    objects = ScopedManager("")
    rows = models.Manager["Child"]()

    class Meta:
        default_manager_name = "rows"
        base_manager_name = "rows"
        constraints = [
            models.UniqueConstraint(fields=["upn"], condition=~Q(upn=None), name="child_upn_once"),
            models.UniqueConstraint(fields=["uln"], condition=~Q(uln=None), name="child_uln_once"),
            models.UniqueConstraint(fields=["nhs_number"], condition=~Q(nhs_number=None), name="child_nhs_number_once"),
            models.UniqueConstraint(fields=["local_id"], condition=~Q(local_id=None), name="child_local_id_once"),
        ]
        indexes = [models.Index(fields=["born_on"]), models.Index(fields=["surname", "forename"])]

    def __str__(self) -> str:
        return self.public_id  # never a name: this is what a log or an error would print

    @property
    def full_name(self) -> str:
        """Forename and surname as written; either may be missing (mononyms)."""
        return " ".join(part for part in (self.forename, self.surname) if part)

    @property
    def calling_name(self) -> str:
        """What they like to be called."""
        return self.known_as or self.forename or self.surname


class VulnerabilityFlag(models.Model):
    """A dated fact that makes lateness more harmful: looked after, child protection plan, out of school..."""

    class Kind(models.TextChoices):
        """Codes are those domain/clocks/harm.py weighs."""

        LOOKED_AFTER = "looked_after", "Looked after"
        CHILD_PROTECTION = "child_protection", "Child protection plan"
        CHILD_IN_NEED = "child_in_need", "Child in need"
        OUT_OF_SCHOOL = "out_of_school", "Out of school"
        YOUTH_JUSTICE = "youth_justice", "Youth justice"
        MEDICAL = "medical", "Medical need"

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="vulnerability_flags")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "child"])]


class NameToken(models.Model):
    """One searchable piece of a child's names: the folded word, or how it sounds. Kept in step by people operations."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="name_tokens")
    token = models.CharField(max_length=40)
    sounds = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["token", "sounds", "child"], name="name_token_lookup")]
