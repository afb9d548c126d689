"""How an adult wants to be told, kept by themselves or by staff."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from goldenthread.foundation import clock, journal
from goldenthread.foundation.notify.models import Channel, Preference
from goldenthread.foundation.notify.ways import preference_of
from goldenthread.foundation.people.models import Adult

CHANNELS = [(each.value, str(each.label)) for each in Channel]
FORMATS = [(each.value, str(each.label)) for each in Preference.Format]
# A language says which interpreter to find, and which translation a message starts with where a person made one.
LANGUAGES = (
    "Albanian", "Arabic", "Bengali", "British Sign Language", "Bulgarian", "Cantonese", "Czech", "Dari", "Farsi",
    "French", "Greek", "Gujarati", "Hindi", "Hungarian", "Italian", "Kurdish", "Lithuanian", "Mandarin", "Nepali",
    "Pashto", "Polish", "Portuguese", "Punjabi", "Romani", "Romanian", "Russian", "Slovak", "Somali", "Spanish",
    "Tamil", "Tigrinya", "Turkish", "Ukrainian", "Urdu", "Vietnamese", "Yoruba",
)  # fmt: skip


class ChangedBySomebody(Exception):
    """Somebody changed it after the form was made. `now` is what is recorded."""

    def __init__(self, now: Preference) -> None:
        super().__init__("Changed meanwhile.")
        self.now = now


def of_adult(adult_id: int | None) -> Preference | None:
    """What the adult with this row number chose, or what it is for whoever has not; None where there is no adult."""
    adult = Adult.objects.select_related("preference").filter(pk=adult_id or 0).first()
    return preference_of(adult) if adult else None


def choose(
    *, adult: Adult, channel: str, format: str, language: str, version: int, about: Collection[str],
    by: journal.Author, on: date,
) -> Preference:  # fmt: skip
    """Keep it. `about`: public ids of the children whose story says so. Raises ChangedBySomebody."""
    with transaction.atomic():
        Adult.objects.select_for_update().only("id").get(pk=adult.pk)
        row = Preference.objects.filter(adult=adult).first()
        if (row.version if row else 0) != version:
            raise ChangedBySomebody(row or Preference(adult=adult, version=0))
        kept = row or Preference(adult=adult, version=0)
        if row and (row.channel, row.format, row.language) == (channel, format, language):
            return row
        kept.channel, kept.format, kept.language = Channel(channel), Preference.Format(format), language
        kept.version, kept.changed_at, kept.changed_by = version + 1, clock.now(), by.public_id
        kept.save()
        data = {"adult": adult.public_id, "channel": channel, "format": format, "language": language}
        drafts = [journal.Draft("preference.changed", by, child, on, data=data) for child in sorted(about) or [""]]
        journal.record_many(drafts)
    return kept
