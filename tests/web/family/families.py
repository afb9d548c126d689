"""Families at every point a case can be at, made of rows. The day is the suite's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from goldenthread.features.casework.models import ExceptionClaim
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.people.models import Adult, Child, Organisation
from tests.builders import (
    a_child,
    a_health_service,
    a_named_setting,
    a_plan,
    a_request,
    a_review,
    a_school,
    a_team,
    an_account,
    an_adult,
    an_advice,
    tie,
)

WORDS = "I like trains. It helps when people tell me what comes next."
HIDDEN_ADDRESS = "7 Refuge Lane"


def ago(days: int) -> date:
    """So many days before the day."""
    return clock.today() - timedelta(days=days)


def a_family(forename: str = "Amira", **child: object) -> tuple[Child, User]:
    """A child of ten with words, a school, a team, a coordinator; and the account of a parent who holds the rights."""
    said = {"in_their_words": WORDS, "in_their_words_on": ago(40), "in_their_words_how": "said to their teacher"}
    made = a_child(forename, **{"born_on": ago(3700), **said, **child})
    team = a_team("Marle SEND team", phone="01632 960100", email="marle@example.org")
    parent = an_account(Role.PARENT, name="Salma Khan")
    tie(made, "parent", who=parent, relationship="Mum", parental_responsibility=True)
    tie(made, "attends", at=a_school("Marle Primary School"))
    tie(made, "case_team", at=team)
    tie(made, "allocated", who=an_adult("Priya Nair", "professional"), at=team)
    return made, parent


def a_parent_in_hiding(child: Child) -> Adult:
    """The other parent, whose address and numbers must reach nobody here."""
    numbers = {"phone": "07700 900999", "email": "bilal@example.org"}
    home = {"address": HIDDEN_ADDRESS, "postcode": "WX1 9ZZ", "address_hidden": True}
    other = an_adult("Bilal Khan", **numbers, **home)
    tie(child, "parent", who=other, relationship="Dad", parental_responsibility=True)
    Child.rows.filter(pk=child.pk).update(address=HIDDEN_ADDRESS, postcode="WX1 9ZZ", address_hidden=True)
    return other


def nothing(child: Child) -> None:
    """No request, no plan."""


def asked(child: Child) -> None:
    """A request nobody has answered yet, in time."""
    a_request(child, request_received=ago(20))


def asked_and_late(child: Child) -> None:
    """A request nobody has answered, past six weeks."""
    a_request(child, request_received=ago(60))


def refused(child: Child) -> None:
    """No to an assessment, ten days ago."""
    a_request(child, fields={"outcome": "N"}, request_received=ago(50), assess_decision_notified=ago(10))


def withdrawn(child: Child) -> None:
    """Taken back by the family."""
    a_request(child, fields={"outcome": "W"}, request_received=ago(50), request_withdrawn=ago(30))


def moved_away(child: Child) -> None:
    """Moved while the council was assessing."""
    a_request(
        child, fields={"outcome": "Y"}, request_received=ago(80), assess_decision_notified=ago(45), moved_away=ago(5)
    )


def assessing(child: Child) -> None:
    """Advice asked of health (late) and school (past its expected day); one has come."""
    request = a_request(child, fields={"outcome": "Y"}, request_received=ago(100), assess_decision_notified=ago(60))
    health = a_health_service("Marle Community Paediatrics")
    an_advice(request, "medical", fields={"organisation": health}, advice_requested=ago(60))
    an_advice(request, "setting", advice_requested=ago(60))
    an_advice(request, "psychology", advice_requested=ago(60), advice_received=ago(25))


def excepted(child: Child) -> None:
    """Past twenty weeks, with an exception claimed."""
    request = a_request(child, fields={"outcome": "Y"}, request_received=ago(150), assess_decision_notified=ago(115))
    ExceptionClaim.rows.create(
        child=child, request=request, rule="C4", category="EXCEPTIONAL", fact="A bereavement", claimed_on=ago(20)
    )  # fmt: skip


def drafting(child: Child) -> None:
    """A draft plan was sent five days ago; the final plan is not late yet."""
    a_request(
        child, fields={"outcome": "Y"}, request_received=ago(120), assess_decision_notified=ago(85), draft_served=ago(5)
    )  # fmt: skip


def final_late(child: Child) -> None:
    """Past twenty weeks and nothing sent."""
    a_request(child, fields={"outcome": "Y"}, request_received=ago(160), assess_decision_notified=ago(120))


def no_plan(child: Child) -> None:
    """Assessed, and no plan."""
    a_request(
        child, fields={"outcome": "Y", "assessment_outcome": "N"}, request_received=ago(100),
        assess_decision_notified=ago(65), no_plan_notified=ago(3),
    )  # fmt: skip


def issued(child: Child) -> None:
    """A plan of half a year, reviewed at no time yet."""
    request = a_request(
        child, fields={"outcome": "Y", "assessment_outcome": "Y"}, request_received=ago(320),
        assess_decision_notified=ago(285), final_plan_sent=ago(185),
    )  # fmt: skip
    plan = a_plan(child, needs=("ASD", "SLCN"), fields={"request": request}, plan_made=ago(185), plan_started=ago(185))
    a_named_setting(plan, Organisation.objects.filter(kind="school").first())


def in_review(child: Child) -> None:
    """A plan of two years; a review meeting a fortnight ago, not decided."""
    plan = a_plan(child, needs=("SEMH",), plan_made=ago(720), plan_started=ago(720))
    a_review(plan, fields={"outcome": "M"}, meeting_held=ago(390), report_sent=ago(380), review_decided=ago(365))
    a_review(plan, meeting_held=ago(18), report_sent=ago(6))


def amending(child: Child) -> None:
    """A review that ended in changes, the notice sent and the final plan not."""
    plan = a_plan(child, needs=("SEMH",), plan_made=ago(720), plan_started=ago(720))
    a_review(plan, fields={"outcome": "A"}, meeting_held=ago(60), review_decided=ago(35), amendment_notice_sent=ago(35))


def review_late(child: Child) -> None:
    """A plan nobody has reviewed for fifteen months."""
    a_plan(child, needs=("MLD",), plan_made=ago(460), plan_started=ago(460))


def ceased(child: Child) -> None:
    """A plan that has ended."""
    a_plan(
        child, needs=("MLD",), fields={"is_active": False, "cease_reason": "2"}, plan_made=ago(900), plan_ceased=ago(9)
    )


SITUATIONS: tuple[Callable[[Child], None], ...] = (
    nothing, asked, asked_and_late, refused, withdrawn, moved_away, assessing, excepted, drafting, final_late, no_plan,
    issued, in_review, amending, review_late, ceased,
)  # fmt: skip
