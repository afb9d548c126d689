"""Sentences a person would find fault with, and sentences that only look like it."""

from __future__ import annotations

import pytest

from goldenthread.domain.plan.checker.check import check, check_paragraph
from goldenthread.domain.plan.checker.document import Person, PlanDocument, Stage
from goldenthread.domain.plan.checker.rules import Finding, Level, rules
from goldenthread.domain.plan.checker.text import plan_from_text

WHOLE = """Draft plan
Name: Ben Carter

Section A
I like football and my dog.
Section B
Ben finds handwriting hard and tires after two lines.
Section C
No health needs were identified.
Section D
No social care needs were identified.
Section E
By July 2027 Ben will write five sentences without help.
Section F
An occupational therapist will work with Ben on handwriting for 20 minutes every week, reviewed each term.
Section G
None.
Section H1
None.
Section H2
None.
Section I
Section K
Advice from the educational psychologist, 3 March 2026.
"""


def kinds(section: str, text: str, **about: str) -> set[str]:
    """What is found in one paragraph, by kind."""
    plan = PlanDocument((), Stage.DRAFT, Person(about.get("name", ""), "", about.get("pronouns", "")))
    return {each.rule.kind for each in check_paragraph(section, text, plan=plan)}


def of_kind(found: tuple[Finding, ...], kind: str) -> list[Finding]:
    return [each for each in found if each.rule.kind == kind]


@pytest.mark.parametrize(
    ("section", "text", "kind"),
    [
        ("F", "Access to regular speech therapy as appropriate.", "vague_wording"),
        ("F", "Phonics for 15 minutes every day.", "no_provider"),
        ("F", "A speech and language therapist will work with Ben for 30 minutes.", "no_frequency"),
        ("F", "A speech and language therapist will work with Ben every week.", "no_duration"),
        ("E", "Ben will have weekly speech and language therapy.", "outcome_is_service"),
        ("E", "By July 2027 Ben will be more confident.", "outcome_not_measurable"),
        ("E", "Ben will read 100 common words on sight.", "outcome_no_date"),
        ("B", "He needs 20 minutes of phonics every day with a teaching assistant.", "provision_in_needs"),
        ("C", "He takes methylphenidate each morning.", "drug_named"),
        ("B", "A visual timetable is to be used by all adults.", "provision_in_needs"),
        ("B", "It would be helpful for Ben to have a scribe in tests.", "provision_in_needs"),
        ("B", "Adults should seat Ben near the board.", "provision_in_needs"),
        ("E", "Ben's needs shall continue to be met.", "outcome_is_service"),
        ("E", "A calm corner in the maths room.", "outcome_is_service"),
        ("E", "To attend school.", "outcome_not_measurable"),
        ("E", "By the end of the academic year 2026/27 Ben will make good progress.", "outcome_not_measurable"),
        ("I", "Orchard Gate", "named_setting_in_draft"),
        ("F", "Ben's needs will be met in a specialist provision.", "named_setting_in_draft"),
        ("B", "It is important that adults working with Ben use a calm tone.", "provision_in_needs"),
        ("B", "Ben needs a nurturing environment with a high staff to pupil ratio.", "provision_in_needs"),
        ("E", "Ben will have visual supports to help with transitions.", "outcome_is_service"),
        ("E", "By July 2027 Ben will be able to stay on task for longer.", "outcome_not_measurable"),
        ("F", "A support worker will take Ben out with a friend.", "no_frequency"),
        ("F", "A therapist trained in this will teach Ben to count, every day, using cards with dots.", "no_duration"),
        ("A", "Fernhill Academy has offered Ben a place from September.", "named_setting_in_draft"),
        ("A", "A special school has been agreed by the panel.", "named_setting_in_draft"),
        ("D", "Ben will board at The Grange during the week.", "named_setting_in_draft"),
        ("F", "A place is being held for Ben at Copley Manor.", "named_setting_in_draft"),
        ("F", "Ben will transfer to an autism resource base in September.", "named_setting_in_draft"),
        ("E", "Ben will be supported to access the community.", "outcome_is_service"),
        ("E", "By July 2027 Ben will be taken to college by a travel buddy.", "outcome_is_service"),
        ("F", "The SENCO will keep an eye on Ben.", "vague_wording"),
        ("B", "Small teaching groups are essential.", "provision_in_needs"),
        ("F", "The teacher will give whatever help is felt to be necessary, in every lesson.", "vague_wording"),
        ("G", "Speech and language therapy each week, to learn new words.", "education_in_health_or_care"),
        ("F", "A teaching assistant will use SCERTS with Ben throughout each lesson.", "jargon_unexplained"),
        ("I", "Larkfield Primary School", "named_setting_in_draft"),
        ("I", "A special school for autistic children", "named_setting_in_draft"),
        ("B", "Autism.", "diagnosis_only"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(section: str, text: str, kind: str) -> None:
    assert kind in kinds(section, text)


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("F", "A teaching assistant trained in the programme teaches Ben phonics for 15 minutes every school day."),
        ("F", "Speech and language therapist, half an hour twice a week, in a group of up to four."),
        ("F", "The council will lend Ben a laptop by 12 October 2026."),
        ("F", "A teaching assistant sits beside Ben throughout every lesson."),
        ("E", "By the end of Year 4 Ben will read 100 common words on sight."),
        ("E", "In May 2027 Ben will travel to college alone by bus on four days in five."),
        ("B", "He gets regular headaches and had speech therapy until he was six."),
        ("B", "Ben cannot sit still for more than five minutes."),
        ("C", "No health needs were identified."),
        ("I", "Left blank until the plan is final."),
        ("I", "No entry is made at this stage."),
        ("F", "What | Who | When | Length"),
        ("F", "Sensory and physical"),
        ("F", "Provision for Need 1"),
        ("A", "The family would prefer Fernhill Academy."),
        ("B", "Ben goes to Fernhill Primary School."),
        ("F", "Ben will go to the inclusion base for lunch each day with a teaching assistant for 30 minutes."),
        ("F", "The class teacher will give Ben ten seconds to answer."),
        ("F", "A tablet, on which text can be read aloud, will be bought by the college by 1 May 2027."),
        ("E", "By the end of Year 2 Ben will attend to a story for five minutes, three times a day."),
        ("E", "By July 2027 Ben will be understood by a stranger in three exchanges out of four."),
        ("F", "Each subject teacher gives Ben printed notes of what is on the board."),
        ("F", "When the bell rings, a teaching assistant trained in this will walk with Ben to the next lesson."),
        ("F", "An examinations officer will arrange 25% extra time in every test."),
        ("B", "Ben does not know when he should stop."),
        ("C", "Ben has no health needs."),
        ("E", "By his sixth birthday Ben will name ten pictures that he could not name in September 2026."),
        ("G", "A nurse will teach the staff who feed Ben for two hours each September."),
        ("G", "The school nurse trains three staff to use the rescue medicine for one hour every September."),
    ],
)  # fmt: skip
def test_what_only_looks_wrong_is_left_alone(section: str, text: str) -> None:
    assert kinds(section, text, name="Ben Carter", pronouns="he") - {"hard_to_read"} == set()


def test_a_sound_plan_has_nothing_found() -> None:
    assert check(plan_from_text(WHOLE)) == ()


def test_a_missing_section_is_a_stop_and_a_missing_quantity_never_is() -> None:
    found = check(plan_from_text(WHOLE.replace("Section D\nNo social care needs were identified.\n", "")))
    assert [(each.rule.kind, each.section, each.rule.level) for each in found] == [("missing_section", "D", Level.STOP)]
    quantities = {"no_provider", "no_frequency", "no_duration", "vague_wording", "outcome_not_measurable"}
    assert all(rule.level is not Level.STOP for rule in rules().values() if rule.kind in quantities)


def test_section_j_may_be_left_out_and_section_i_may_be_blank_in_a_draft() -> None:
    assert not of_kind(check(plan_from_text(WHOLE)), "missing_section")
    final = plan_from_text(WHOLE.replace("Draft plan", "Final plan"))
    assert [each.section for each in of_kind(check(final), "missing_section")] == ["I"]


def test_a_named_school_stops_a_draft_and_is_right_in_a_final_plan() -> None:
    named = WHOLE.replace("Section I\n", "Section I\nLarkfield Primary School, a mainstream school.\n")
    assert [each.rule.level for each in check(plan_from_text(named))] == [Level.STOP]
    assert check(plan_from_text(named.replace("Draft plan", "Final plan"))) == ()
    unsaid = check(plan_from_text(named.replace("Draft plan\n", "")))
    assert [(each.rule.kind, each.rule.level) for each in unsaid] == [("named_setting_in_draft", Level.WARNING)]


def test_a_need_nothing_answers_and_provision_for_nothing_are_found() -> None:
    unmet = WHOLE.replace("Section C\n", "Ben has a hearing loss in both ears.\nSection C\n", 1)
    assert [each.section for each in of_kind(check(plan_from_text(unmet)), "need_without_provision")] == ["B"]
    extra = WHOLE.replace(
        "Section G\n", "A teacher of the deaf checks his hearing aids for 10 minutes a week.\nSection G\n", 1
    )
    assert [each.section for each in of_kind(check(plan_from_text(extra)), "provision_without_need")] == ["F"]


def test_a_need_cited_by_a_heading_is_answered() -> None:
    numbered = WHOLE.replace("Section C\n", "Need 2: Ben has a hearing loss in both ears.\nSection C\n", 1)
    cited = numbered.replace("Section G\n", "Provision for Need 2\nSection G\n", 1)
    assert [len(of_kind(check(plan_from_text(text)), "need_without_provision")) for text in (numbered, cited)] == [1, 0]


def test_a_name_that_a_need_and_a_provision_share_does_not_answer_the_need() -> None:
    unmet = WHOLE.replace("Section C\n", "Robin has a hearing loss in both ears.\nSection C\n", 1).replace(
        "Ben", "Robin"
    )
    assert len(of_kind(check(plan_from_text(unmet)), "need_without_provision")) == 1


def test_another_childs_name_is_found_and_a_brothers_is_not() -> None:
    slip = WHOLE.replace("I like football", "Oliver likes football")
    assert [each.found for each in of_kind(check(plan_from_text(slip)), "other_child_named")] == ["Oliver"]
    brother = WHOLE.replace("I like football", "I like football with my brother Oliver")
    assert not of_kind(check(plan_from_text(brother)), "other_child_named")
    parents = "Nicola says that he is tired. Judith and Graham want him to rest."
    said = WHOLE.replace("I like football and my dog.", parents)
    assert not of_kind(check(plan_from_text(said)), "other_child_named")


@pytest.mark.parametrize(
    "said",
    [
        "Two mums, Lowri and Beth, love him.",
        "Simon and Arjun adopted Ben.",
        "Marta is his big sister.",
        "He loves France.",
        "Ann and Steve, Ben's parents, rest.",
    ],
)
def test_a_family_and_a_country_are_no_other_children(said: str) -> None:
    found = check(plan_from_text(WHOLE.replace("I like football and my dog.", said)))
    assert not of_kind(found, "other_child_named")


def test_a_child_who_goes_by_another_name_than_the_first_line_gives_is_that_child() -> None:
    toby = WHOLE.replace("Name: Ben Carter", "Name: Tobias Carter").replace("Ben ", "Toby ")
    often = toby.replace("I like football and my dog.", "Toby likes football. Toby has a dog.")
    assert not of_kind(check(plan_from_text(often)), "other_child_named")


def test_a_slip_of_he_and_she_is_found() -> None:
    assert "wrong_pronoun" in kinds("B", "She finds spelling hard.", name="Ben", pronouns="he")
    assert "wrong_pronoun" not in kinds("B", "His mother says that she reads to him.", name="Ben", pronouns="he")


def test_a_final_plan_unlike_its_draft_is_stopped() -> None:
    changed = plan_from_text(WHOLE.replace("every week", "every fortnight").replace("Draft plan", "Final plan"))
    found = check(changed, draft=plan_from_text(WHOLE))
    assert [each.section for each in of_kind(found, "final_unlike_draft")] == ["F"]


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_every_rule_says_why_on_what_authority_and_with_an_example(rule: object) -> None:
    for name in ("id", "kind", "message", "reason", "authority", "bad", "good"):
        assert len(getattr(rule, name)) > 2
    assert "unlawful" not in rule.message + rule.reason
