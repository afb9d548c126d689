"""A child's record, made ready for templates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from goldenthread.features.casework.queries.child_people import Person
from goldenthread.features.casework.queries.child_plan import PlanShown, Setting
from goldenthread.features.casework.queries.child_record import ChildRecord, ClockShown
from goldenthread.features.casework.queries.child_timeline import Correction, Happening
from goldenthread.foundation.journal.reading import Told
from goldenthread.web.casework.work_presenters import lines
from goldenthread.web.components.presenters.lists import SummaryRow, TimelineEntry
from goldenthread.web.components.presenters.phrases import uk_date, uk_moment
from goldenthread.web.components.presenters.status import status_words
from goldenthread.web.components.presenters.tables import Column, Table


def identity_rows(record: ChildRecord) -> list[SummaryRow]:
    """Who they are. What the viewer may not see is left out, not shown as missing."""
    who = record.identity
    born = f"{uk_date(who.born_on)} (age {who.age})" if who.born_on and who.age is not None else uk_date(who.born_on)
    rows = [
        SummaryRow("Name", who.full_name),
        *_if(who.known_as, "Known as"),
        *_if(who.pronouns, "Pronouns"),
        SummaryRow("Date of birth", born),
        *([SummaryRow("Died", uk_date(who.died_on))] if who.died_on else []),
        SummaryRow("Year group", who.year_group and f"{who.year_group} (by age)"),
        *_if(who.communicates_by, "Communicates by"),
        *_if(who.first_language, "First language"),
        SummaryRow("School or college", record.school),
        SummaryRow("Coordinator", record.coordinator, empty="Nobody yet"),
        *_if(", ".join(record.groups), "Vulnerable groups"),
    ]
    if who.address is not None:
        rows.append(SummaryRow("Address", lines(who.address.splitlines()) if who.address else ""))
    numbers = (
        ("UPN", who.upn),
        ("ULN", who.uln),
        ("NHS number", who.nhs_number),
        ("Council’s own number", who.local_id),
    )
    return rows + [SummaryRow(name, number) for name, number in numbers if number is not None]


def people_table(people: Sequence[Person]) -> Table:
    """Everybody around the child: who they are to the child, how to reach them, what to know."""
    return Table(
        caption="Everybody tied to the child now",
        caption_hidden=True,
        columns=[Column("Who"), Column("How to reach them"), Column("What to know")],
        rows=[(lines([person.name, person.role]), lines(_contact(person)), lines(_notes(person))) for person in people],
        cards=True,
    )


def _contact(person: Person) -> list[str]:
    return [part for part in (person.phone, person.email, *person.address.splitlines()) if part]


def _notes(person: Person) -> list[str]:
    notes = [person.organisation, person.job_title, person.needs and f"Needs from us: {person.needs}"]
    if person.is_family:
        notes.append("Has parental responsibility" if person.parental_responsibility else "No parental responsibility")
    return [note for note in (*notes, person.since and f"Since {uk_date(person.since)}") if note]


def timeline_entries(happenings: Iterable[Happening], *, correct_url: str = "") -> list[TimelineEntry]:
    """Newest first; each correction says what the day was, who corrected it, when and why. `correct_url`: where a day
    can be put right, for those who may."""
    return [_happening(line, correct_url) for line in happenings]


def closed_clocks(clocks: Sequence[ClockShown]) -> Table | None:
    """Clocks that were met, or ended another way."""
    columns = [Column("What was due"), Column("Last day"), Column("Done"), Column("How it ended")]
    rows = [
        (
            format_html('{}<br><span class="gt-quiet govuk-body-s">{}</span>', clock.reading.name, clock.about),
            uk_date(clock.reading.original_outer_on),
            uk_date(clock.reading.met_on),
            _tag(clock.reading.status_said if not clock.reading.is_legal_duty else clock.reading.status),
        )
        for clock in clocks
    ]
    return Table("Clocks that have stopped", columns, rows, caption_size="m", cards=True) if rows else None


def plan_shown(plan: PlanShown) -> dict[str, Any]:
    """One plan: a heading, its rows, its reviews."""
    heading = "Plan in force" if plan.is_active else "Earlier plan"
    rows = [
        SummaryRow("Started", uk_date(plan.started_on)),
        *(
            [SummaryRow("First made", uk_date(plan.made_on))]
            if plan.made_on and plan.made_on != plan.started_on
            else []
        ),
        *([SummaryRow("Ended", lines([uk_date(plan.ceased_on), plan.ceased_because]))] if plan.ceased_on else []),
        SummaryRow("Needs", lines(_ranked(plan.needs))),
        SummaryRow("Named in section I", lines([_setting(each) for each in plan.named])),
        SummaryRow("Goes to", lines([_setting(each) for each in plan.placements])),
        *(
            []
            if plan.personal_budget is None
            else [SummaryRow("Personal budget", "Yes" if plan.personal_budget else "No")]
        ),
    ]
    columns = [Column("Review"), Column("Meeting held"), Column("Decision sent"), Column("Decision")]
    reviews = [
        (review.kind, uk_date(review.held_on) or "Not yet", uk_date(review.decided_on) or "Not yet", review.outcome)
        for review in plan.reviews
    ]
    table = Table("Reviews", columns, reviews, caption_size="s", cards=True) if reviews else None
    return {"heading": heading, "rows": rows, "reviews": table}


def looks_table(looks: Sequence[Told]) -> Table:
    """Who saw the record, when, where."""
    columns = [Column("When"), Column("Who"), Column("What they opened")]
    rows = [(uk_moment(look.at), look.by_name or look.by, _opened(look)) for look in looks]
    return Table(
        "Who looked", columns, rows, caption_hidden=True, cards=True, empty="Nobody has opened this record yet."
    )


def story_entries(told: Sequence[Told]) -> list[TimelineEntry]:
    """What was done, by whom, why."""
    return [TimelineEntry(f"{each.by_name or each.by} {each.what}", each.at, each.reason) for each in told]


def _if(value: str, name: str) -> list[SummaryRow]:
    return [SummaryRow(name, value)] if value else []


def _ranked(needs: Sequence[str]) -> list[str]:
    return [f"{need} (main need)" if place == 0 and len(needs) > 1 else need for place, need in enumerate(needs)]


def _setting(setting: Setting) -> str:
    days = " ".join(
        part
        for part in (
            f"from {uk_date(setting.from_on)}" if setting.from_on else "",
            f"to {uk_date(setting.to_on)}" if setting.to_on else "",
        )
        if part
    )
    return ", ".join(part for part in (setting.name, *setting.notes, days) if part)


def _happening(line: Happening, correct_url: str) -> TimelineEntry:
    decided = line.detail.startswith("Decision: ")
    detail = [("Decision" if decided else "What it says", line.detail.removeprefix("Decision: "))]
    facts = [("About", line.about), *(detail if line.detail else [])]
    facts.append(("Recorded", f"{uk_date(line.recorded_at)}{f' by {line.by}' if line.by else ''}. {line.source}."))
    tag = None
    if line.corrections:
        tag = ("Corrected", "blue") if line.on else ("Taken back", "grey")
    text = format_html_join("", "<p>{}</p>", ((_corrected(each, line),) for each in line.corrections))
    if correct_url and line.on:
        link = '<p class="gt-no-print"><a class="govuk-link" href="{}?milestone={}">Correct<span {}>: {}</span></a></p>'
        hidden = SafeString('class="govuk-visually-hidden"')
        text += format_html(link, correct_url, line.id, hidden, f"{line.title}, {uk_date(line.on)}")
    return TimelineEntry(line.title, line.on, text, tag=tag, facts=facts)


def _corrected(correction: Correction, line: Happening) -> str:
    was = f"it was {uk_date(correction.was)}" if correction.was else "it was recorded as never having happened"
    now = "" if line.on else "This never happened. "
    by = f" by {correction.by}" if correction.by else ""
    return f"{now}Corrected on {uk_date(correction.at)}{by}: {was}. Why: {correction.reason or 'no reason given'}"


def _opened(look: Told) -> Any:
    return (
        format_html('{} <strong class="govuk-tag govuk-tag--red">Emergency access</strong>', look.what)
        if look.emergency
        else look.what
    )


def _tag(status: object) -> SafeString:
    text, colour = status_words(status)
    return format_html('<strong class="govuk-tag{}">{}</strong>', f" govuk-tag--{colour}" if colour else "", text)
