"""The access rule has two forms, one for a child in memory and one for rows. They must agree, always."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.foundation.access.matrix import MATRIX, POWERS, Reach
from goldenthread.foundation.access.roles import DESCRIBED, Role
from goldenthread.foundation.access.verbs import Power, Verb
from goldenthread.foundation.access.viewer import NOBODY, ChildFacts, Held, Viewer, tie_facts
from goldenthread.foundation.people.models import Adult, Child, Organisation, Tie

ON = date(2026, 11, 16)
DAYS = st.sampled_from([None, ON - timedelta(days=400), ON - timedelta(days=1), ON, ON + timedelta(days=1)])
BIRTHS = st.sampled_from(
    [None, date(2010, 8, 31), date(2010, 9, 1), date(2010, 9, 2), date(2018, 1, 1), date(2004, 2, 29)]
)
TIE = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([kind.value for kind in Tie.Kind]),
        "adult": st.sampled_from([None, 0, 1]),
        "organisation": st.sampled_from([None, 0, 1]),
        "parental_responsibility": st.booleans(),
        "young_person_agrees": st.booleans(),
        "started_on": DAYS,
        "ended_on": DAYS,
    }
).filter(lambda tie: tie["adult"] is not None or tie["organisation"] is not None)
TIE = TIE.filter(lambda tie: not (tie["started_on"] and tie["ended_on"]) or tie["started_on"] <= tie["ended_on"])


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    role=st.sampled_from(list(Role)),
    at_body=st.sampled_from([None, 0, 1]),
    known=st.booleans(),
    restricted=st.booleans(),
    born_on=BIRTHS,
    ties=st.lists(TIE, max_size=4),
    emergency=st.booleans(),
)
def test_the_row_filter_and_the_question_in_memory_agree(
    role: Role,
    at_body: int | None,
    known: bool,
    restricted: bool,
    born_on: date | None,
    ties: list[dict],
    emergency: bool,
) -> None:
    Child.rows.all().delete()
    adults = [Adult.objects.get_or_create(kind="family", name=name)[0] for name in ("A", "B")]
    bodies = [Organisation.objects.get_or_create(kind="school", name=name)[0] for name in ("C", "D")]
    child = Child.rows.create(surname="X", born_on=born_on, sensitivity="restricted" if restricted else "standard")
    for tie in ties:
        adult = adults[tie["adult"]] if tie["adult"] is not None else None
        organisation = bodies[tie["organisation"]] if tie["organisation"] is not None else None
        Tie.objects.create(child=child, **{**tie, "adult": adult, "organisation": organisation})
    viewer = Viewer(
        user_id=1,
        adult_id=adults[0].pk if known else None,
        held=(Held(role, bodies[at_body].pk if at_body is not None else None),),
        emergency=frozenset({child.pk}) if emergency else frozenset(),
    )
    facts = ChildFacts(child.pk, restricted, born_on, tie_facts(Tie.objects.filter(child=child)))
    for verb in Verb:
        by_row = Child.objects.visible_to(viewer, verb, on=ON).exists()
        assert by_row == viewer.allows(verb, facts, on=ON), (verb, role)
        asked = Child.rows.filter(public_id=child.public_id)
        for form in (viewer, viewer.for_one_read()):
            alone = asked.filter(form.children_filter(verb, on=ON, only=child.public_id)).exists()
            assert alone == by_row == form_of_many(form, verb), (verb, role)
        assert not asked.filter(viewer.children_filter(verb, on=ON, only="another")).exists() or _of_any(viewer, verb)


def form_of_many(viewer: Viewer, verb: Verb) -> bool:
    """The condition as a page of many children asks it."""
    return Child.objects.visible_to(viewer, verb, on=ON).exists()


def _of_any(viewer: Viewer, verb: Verb) -> bool:
    """Whether the viewer reaches children without a tie: then asking about one narrows nothing, and need not."""
    return any(rule.reach in (Reach.EMERGENCY, Reach.PARTNERSHIP) for rule, _ in viewer._rules(verb))


@pytest.mark.django_db
def test_nobody_sees_nothing() -> None:
    Child.rows.create(surname="X")
    assert not any(Child.objects.visible_to(NOBODY, verb, on=ON).exists() for verb in Verb)
    assert NOBODY.powers == frozenset()


def test_a_parent_loses_the_record_the_day_after_compulsory_school_age_unless_the_young_person_agrees() -> None:
    tie = {"kind": "parent", "adult_id": 7, "parental_responsibility": True}
    viewer = Viewer(user_id=1, adult_id=7, held=(Held(Role.PARENT),))
    last_day = date(
        2026, 6, 26
    )  # the last Friday in June of the school year in which somebody born 15 January 2010 is 16
    for agrees in (False, True):
        (fact,) = tie_facts([Tie(**tie, young_person_agrees=agrees)])
        child = ChildFacts(1, False, date(2010, 1, 15), (fact,))
        assert viewer.allows(Verb.FAMILY_PAGE, child, on=last_day)
        assert viewer.allows(Verb.FAMILY_PAGE, child, on=last_day + timedelta(days=1)) is agrees


def test_every_role_is_described_and_has_its_powers_said() -> None:
    assert set(DESCRIBED) == set(Role) == set(POWERS)


def test_no_role_that_only_needs_figures_reaches_a_child() -> None:
    reaching = {rule.role for rule in MATRIX}
    figures_only = {
        Role.FINANCE_OFFICER,
        Role.COMMISSIONER,
        Role.BOARD_CHAIR,
        Role.SCHOOLS_FORUM_MEMBER,
        Role.PARENT_CARER_FORUM,
        Role.SYSTEM_ADMINISTRATOR,
        Role.DATA_PROTECTION_OFFICER,
    }
    assert not reaching & figures_only
    assert not any(Power.ASK_EMERGENCY_ACCESS in POWERS[role] for role in figures_only)
