"""Brings the sections of a plan from elsewhere into one that is being drafted. Nothing that is written is replaced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from goldenthread.domain.plan.differences import same_words
from goldenthread.domain.statute.plan_sections import SETTING, plan_sections
from goldenthread.features.casework.models import Request
from goldenthread.features.casework.operations.plan_sections import LONGEST_SECTION, save_section
from goldenthread.features.casework.queries.plan_drafts import texts_of
from goldenthread.foundation import journal
from goldenthread.foundation.people.models import Child


@dataclass(frozen=True, slots=True)
class Came:
    """What an import did, by section code: `filled`; `kept`, for something was written there; `same`; `left`, with
    why."""

    filled: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    left: Mapping[str, str] | None = None


def bring_in(
    *, request: Request, sections: Mapping[str, str], origin: str, by: journal.Author, on: date
) -> Came:  # fmt: skip
    """Fill each section that is empty with the text given for it; leave every other as it stands.

    `sections` by code; "H" is left, as nobody but a person can tell H1 from H2, and so is section I, which a draft
    leaves blank. `origin`: what it came from, in a word, for the journal. Raises what saving a section raises, and
    then nothing is saved.
    """
    filled, kept, same, left = [], [], [], {}
    with transaction.atomic():
        Child.rows.select_for_update().only("id").get(pk=request.child_id)
        standing = texts_of(request.pk)
        for code, text in sections.items():
            row = standing.get(code)
            if not text.strip():
                continue
            if why := why_not(code, text):
                left[code] = why
            elif row is not None and same_words(row.text, text):
                same.append(code)
            elif row is not None and row.text.strip():
                kept.append(code)
            else:
                version = row.version if row is not None else 0
                save_section(request=request, code=code, text=text, version=version, by=by, on=on)
                filled.append(code)
        if filled:
            journal.record(
                "plan.brought_in", by=by, about=request.child.public_id, on=on,
                data={"request": request.public_id, "origin": origin, "filled": filled, "kept": kept},
            )  # fmt: skip
    return Came(tuple(filled), tuple(kept), tuple(same), left)


def why_not(code: str, text: str) -> str:
    """Why a section cannot be brought in, in a sentence; blank where it can."""
    if code == SETTING:
        return "A draft leaves section I blank."
    if code not in plan_sections():
        return "A person must say what is H1 and what is H2."
    if len(text) > LONGEST_SECTION:
        return f"It is longer than {LONGEST_SECTION:,} characters."
    return ""
