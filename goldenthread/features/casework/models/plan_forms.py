"""What is written from a sent plan for its child and family: the child's own version, a one-page profile, translations.

Each says which copy it was made from, so that a newer copy shows that a person must look again.
"""

from __future__ import annotations

from django.db import models

from goldenthread.features.casework.models.drafting import PlanCopy
from goldenthread.features.casework.models.scoped import CaseRow
from goldenthread.foundation.ids import new_id


class OwnVersion(CaseRow):
    """The child's own version, in Easy Read, of one sent copy. `fingerprint` is that copy's.

    `lines` as being written, `shown` as a person checked them last (empty until then): lists of the columns of
    domain/plan/easy_read.py's Line. `version` counts saves: whoever saves says which one they wrote on top of.
    """

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    copy = models.OneToOneField(PlanCopy, on_delete=models.CASCADE, related_name="own_version")
    fingerprint = models.CharField(max_length=64)
    lines = models.JSONField(default=list, blank=True)
    shown = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=60)
    saved_by_name = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.CharField(max_length=60, blank=True)
    checked_by_name = models.CharField(max_length=200, blank=True)


class OnePageProfile(CaseRow):
    """A one-page profile as one person saved it; the one with the highest number stands, those before are kept.

    `about_me` is in the child's own words. `copy`: the sent plan it was written beside, where there was one.
    """

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    number = models.PositiveIntegerField()
    copy = models.ForeignKey(PlanCopy, on_delete=models.CASCADE, null=True, blank=True, related_name="profiles")
    about_me = models.TextField(blank=True)
    matters = models.TextField(blank=True)
    support = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=60)
    saved_by_name = models.CharField(max_length=200, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [models.UniqueConstraint(fields=["child", "number"], name="profiles_of_a_child_are_numbered")]


class PlanTranslation(CaseRow):
    """One sent copy in another language, by a person: a file, or `text` as typed. Never changed; one taken back stays.

    `language` is a language tag ("pl"); `translated_by` who made it, a person or a service.
    """

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    copy = models.ForeignKey(PlanCopy, on_delete=models.CASCADE, related_name="translations")
    fingerprint = models.CharField(max_length=64)
    language = models.CharField(max_length=10)
    translated_by = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    document = models.ForeignKey(
        "documents.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="plan_translations"
    )  # fmt: skip
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=60)
    added_by_name = models.CharField(max_length=200, blank=True)
    taken_back_on = models.DateField(null=True, blank=True)

    class Meta(CaseRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(document__isnull=False) | ~models.Q(text=""), name="a_translation_has_words"
            )
        ]  # fmt: skip
