"""What the quality rules find in advice, what they leave alone, and that each says why."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.advice.kinds import KINDS
from goldenthread.domain.advice.not_known import QUESTIONS, unanswered
from goldenthread.domain.advice.quality import RULES, findings
from goldenthread.domain.advice.report import NEED, OUTCOME, PARTS, PROVISION, STRENGTH, Entry
from goldenthread.domain.plan.checker.provision import vague_words
from goldenthread.domain.withheld import INSTEAD, without_addresses

NEEDS = Entry("n1", NEED, "Finds it hard to follow more than one instruction.", area="communication")
GOAL = Entry(
    "o1", OUTCOME, "Follows three instructions in class without a prompt.", by_when=date(2027, 7, 20),
    measure="In four lessons of five, seen by the teacher.", serves=("n1",),
)  # fmt: skip
HELP = Entry(
    "p1", PROVISION, "Instructions shown as pictures, one at a time, and practised in a game.",
    who="A teaching assistant", expertise="Trained by the speech and language therapist",
    how_often="Three times a week", how_long="20 minutes", serves=("o1",),
)  # fmt: skip
WHOLE = (Entry("s1", STRENGTH, "Knows every bus route."), NEEDS, GOAL, HELP)


def but(entry: Entry, **changes: object) -> Entry:
    values = {name: getattr(entry, name) for name in entry.__slots__}
    return Entry(**{**values, **changes})  # type: ignore[arg-type]


def ids(*entries: Entry) -> list[tuple[str, str]]:
    return [(finding.rule.id.removeprefix("advice."), finding.entry) for finding in findings(entries)]


def test_advice_that_says_everything_is_left_alone() -> None:
    assert findings(WHOLE) == ()


@pytest.mark.parametrize(
    ("entry", "changes", "rule"),
    [
        (NEEDS, {"area": ""}, "need_no_area"),
        (GOAL, {"by_when": None}, "outcome_no_date"),
        (GOAL, {"measure": " "}, "outcome_no_measure"),
        (GOAL, {"text": "Has weekly speech therapy."}, "outcome_is_service"),
        (HELP, {"who": ""}, "provision_no_provider"),
        (HELP, {"how_often": ""}, "provision_no_frequency"),
        (HELP, {"how_long": ""}, "provision_no_duration"),
        (HELP, {"text": "Access to a quiet room as appropriate."}, "vague_words"),
    ],
)
def test_what_is_missing_is_found_where_it_is(entry: Entry, changes: dict[str, object], rule: str) -> None:
    changed = [but(each, **changes) if each is entry else each for each in WHOLE]
    assert (rule, entry.id) in ids(*changed)
    assert {id for _, id in ids(*changed)} == {entry.id}


def test_a_need_without_provision_and_provision_without_a_need() -> None:
    assert ids(NEEDS, but(GOAL, serves=()), HELP) == [
        ("need_without_provision", "n1"),
        ("provision_without_need", "p1"),
    ]
    assert ("provision_without_need", "p1") in ids(NEEDS, GOAL, but(HELP, serves=("gone",)))


def test_a_part_that_is_empty_is_said_once() -> None:
    assert ids() == [("part_missing", "")]
    assert findings([NEEDS, GOAL])[0].found == "provision"


def test_vague_words_are_whole_words_each_once_and_only_where_something_is_promised() -> None:
    assert vague_words("Access to it, access to that. Regular irregular regularity.") == ("access to", "regular")
    assert ids(but(NEEDS, text="Needs regular breaks."), GOAL, HELP) == []
    assert ("vague_words", "p1") in ids(NEEDS, GOAL, but(HELP, how_often="Regularly"))


def test_every_rule_has_its_own_id_a_message_and_a_reason() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.message and rule.reason.endswith(".") for rule in RULES)


ANY = st.builds(
    Entry, st.sampled_from("abcdef"), st.sampled_from([part.code for part in PARTS]), st.text(max_size=60),
    serves=st.lists(st.sampled_from("abcdef"), max_size=3).map(tuple), who=st.text(max_size=20),
)  # fmt: skip


@given(st.lists(ANY, max_size=6, unique_by=lambda entry: entry.id))
def test_whatever_is_typed_the_rules_answer_and_point_at_rows_there_are(entries: list[Entry]) -> None:
    found = findings(entries)
    assert {finding.entry for finding in found} <= {"", *(entry.id for entry in entries)}
    assert found == findings(entries)


def test_each_kind_of_advice_has_its_place_in_the_regulations() -> None:
    assert {kind.citation.partition(")(")[2][:1] for kind in KINDS if "6(1)" in kind.citation} == set("abcdefgh")
    assert [kind.code for kind in KINDS if not kind.may_be_reused] == ["family"]


def test_the_three_questions_must_each_be_answered() -> None:
    full = {question.code: "Yes" for question in QUESTIONS}
    assert unanswered(full) == ()
    assert [each.code for each in unanswered({**full, "last_known": "  "})] == ["last_known"]
    assert len(unanswered({})) == 3


@pytest.mark.parametrize(
    "typed", ["12 Mill Lane", "12, mill lane", "at 12 MILL  LANE now", "WX1 2AB", "wx12ab", "12 Mill Lane\nWX1 2AB"]
)
def test_a_hidden_address_is_taken_out_however_it_is_typed(typed: str) -> None:
    shown = without_addresses(f"They live at {typed}.", ["12 Mill Lane\nWrenbury", "WX1 2AB"])
    assert INSTEAD in shown and "mill" not in shown.lower() and "2ab" not in shown.lower()


def test_a_town_and_longer_words_are_left() -> None:
    assert without_addresses("Goes to Wrenbury School, room 112 Mill Lane-side", ["12 Mill Lane\nWrenbury"]).startswith(
        "Goes to Wre"
    )
    assert without_addresses("Nothing here", []) == "Nothing here"
