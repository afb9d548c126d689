"""Children for a panel: where a small partnership has too few whose request waits, a few more are invented; and what
families and schools said when they asked, so that a pack reads as one does."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from goldenthread.demo.construction.bodies import HEALTH_SERVICES, PSYCHOLOGY, SOCIAL_CARE, Bodies
from goldenthread.domain.lifecycle.hearing import Asked
from goldenthread.features.casework.models import Advice, Intake, Milestone, Request
from goldenthread.features.casework.operations import clocks, summaries
from goldenthread.foundation.people.models import Adult, Child, Tie
from goldenthread.foundation.people.operations import name_tokens

# Name, years old, days since the request.
INVENTED = {
    Asked.ASSESS: (("Nia", "Castellan", 6, 24), ("Bram", "Oduya", 9, 30), ("Tilly", "Vane", 4, 12),
                   ("Osian", "Marrow", 13, 33), ("Priscilla", "Thorne", 7, 19)),
    Asked.ISSUE: (("Idris", "Lowell", 8, 88), ("Maren", "Achebe", 11, 97), ("Jonah", "Pell", 15, 80)),
}  # fmt: skip
WORDS = (
    "I like the quiet corner and trains. I do not like when plans change and nobody says.",
    "Football is the best. Writing makes my hand hurt and then I get told off.",
    "I want a friend to sit with at lunch.",
    "Loud rooms make my head full. I can do maths if I have time.",
)
FAMILY = (
    ("Getting out of the door takes two hours and most days end in tears.", "A calm start, and one adult who knows."),
    ("We have asked for help since nursery. Nobody has written anything down.", "Pictures of what comes next."),
    ("Homework is a battle. They say they are stupid.", "Short tasks, and praise for trying."),
    ("They no longer want to go to school at all.", "Time outside, and being told early what will change."),
)
SCHOOL = (
    ("Two terms of small-group support. Reading has moved on by two months in nine.", "A trained adult each morning."),
    ("Leaves the classroom four or five times a day.", "A quiet room and a visual timetable."),
)
ADVISERS = (("psychology", PSYCHOLOGY), ("medical", HEALTH_SERVICES[0]), ("social_care", SOCIAL_CARE))


def more(asked: Asked, count: int, bodies: Bodies, at: datetime) -> list[Request]:
    """That many invented children of the first team, each with a request that waits for this decision."""
    made = [_child(asked, order, bodies, at) for order in range(min(count, len(INVENTED[asked])))]
    ids = [request.child_id for request in made]
    name_tokens.refresh(ids)
    clocks.refresh(ids, on=at.date())
    summaries.refresh(ids, on=at.date())
    return made


def _child(asked: Asked, order: int, bodies: Bodies, at: datetime) -> Request:
    forename, surname, years, ago = INVENTED[asked][order]
    on = at.date()
    received_on = on - timedelta(days=ago)
    child = Child.rows.create(
        forename=forename, surname=surname, born_on=date(on.year - years, 3, 4 + order),
        in_their_words=WORDS[order % len(WORDS)], in_their_words_on=received_on, in_their_words_how="said to a teacher",
    )  # fmt: skip
    mother = Adult.objects.create(kind="family", name=f"Alex {surname}", email=f"{surname.lower()}@homes.example")
    ties: list[dict[str, Any]] = [
        {"kind": Tie.Kind.CASE_TEAM, "organisation": bodies.teams[0]},
        {"kind": Tie.Kind.ALLOCATED, "adult": bodies.coordinators[0], "organisation": bodies.teams[0]},
        {"kind": Tie.Kind.PARENT, "adult": mother, "parental_responsibility": True, "relationship": "Mother"},
    ]
    Tie.objects.bulk_create(Tie(child=child, source="demo", **tie) for tie in ties)
    assessed = asked is Asked.ISSUE
    request = Request.rows.create(
        child=child, source="1", outcome="Y" if assessed else "", has_assessment=assessed,
        assessment_outcome="A" if assessed else "",
    )  # fmt: skip
    _happened(child, at, "request_received", received_on, request=request)
    if assessed:
        decided_on = received_on + timedelta(days=38)
        _happened(child, at, "assess_decision_notified", decided_on, request=request, detail="Y")
        for kind, name in ADVISERS:
            advice = Advice.rows.create(child=child, request=request, kind=kind, organisation=bodies.by_name[name])
            _happened(child, at, "advice_requested", decided_on, advice=advice)
            _happened(child, at, "advice_received", decided_on + timedelta(days=37), advice=advice)
    return request


def _happened(child: Child, at: datetime, fact: str, on: date, **of: Any) -> None:
    Milestone.rows.create(
        child=child, fact=fact, happened_on=on, source=Milestone.Source.DEMO, recorded_at=at, recorded_by="system", **of
    )


def write_what_was_said(requests: list[Request], at: datetime) -> None:
    """Of each request, what the family and the school wrote."""
    for order, request in enumerate(requests):
        for who, said, name in ((Intake.Who.PARENT, FAMILY, "A parent"), (Intake.Who.SCHOOL, SCHOOL, "The school")):
            worries, helps = said[order % len(said)]
            answers = {"worries": worries, "helps": helps}
            began = Milestone.rows.filter(request=request, fact="request_received", is_current=True).first()
            Intake.rows.create(
                child_id=request.child_id, request=request, who=who, asked_by=name, begun_at=at, saved_at=at,
                received_on=began.happened_on if began and began.happened_on else at.date(), decided_at=at,
                state=Intake.State.STARTED if who == Intake.Who.PARENT else Intake.State.JOINED, channel="paper",
                answers={key: {"text": text, "by": name, "version": 1} for key, text in answers.items()},
            )  # fmt: skip
