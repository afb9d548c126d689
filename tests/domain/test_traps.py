"""The twenty-seven mistakes a plain build makes with this law, each as a test by its number in the law reference.

Traps about what other parts of the system do (sharing, publication, plans) are tested here as far as the law's own data
goes.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.domain.calendars.working_days import ENGLAND_AND_WALES
from goldenthread.domain.clocks import CLOCKS, BadFact, Claim, ExceptionRefused, Status, count_dates, read
from goldenthread.domain.clocks.count import count
from goldenthread.domain.clocks.order_of_facts import asked
from goldenthread.domain.clocks.register import NoDate
from goldenthread.domain.statute.appeals import Gate, appeal_gate, appeal_rights, certificate_needed, not_appealable
from goldenthread.domain.statute.duties import duties
from goldenthread.domain.statute.exceptions import admissions, lawful_exceptions
from goldenthread.domain.statute.limits import Strength, codes, limit, limits
from goldenthread.domain.statute.recipients import recipients, who_consents
from goldenthread.domain.statute.right_holder import right_holder

TODAY = date(2026, 11, 22)


def outer(rule: str, **facts: str) -> date:
    return count_dates(rule, facts).outer.last_on


def test_01_within_leaves_the_day_out_and_beginning_with_counts_it() -> None:
    assert outer("B1", request_received="2024-09-02") == date(2024, 10, 14)
    assert count_dates("B1", {"request_received": "2024-09-02"}).safe.last_on == date(2024, 10, 11)
    assert outer("C2", draft_served="2024-12-20") == date(2025, 1, 3)
    assert outer("H1", became_aware="2025-04-07") == date(2025, 4, 29)
    assert outer("E11", recommendation_made="2025-03-03") == date(2025, 4, 6)
    assert outer("F1", plan_made="2024-12-02") == date(2025, 12, 1)


def test_02_before_15_february_and_31_march_mean_the_day_before() -> None:
    assert outer("F9", transfer_on="2026-09-01", phase="primary_to_secondary") == date(2026, 2, 14)
    assert outer("F9", transfer_on="2026-09-01", phase="secondary_to_post16") == date(2026, 3, 30)


def test_03_being_brought_to_attention_by_anybody_starts_the_weeks_as_a_request_does() -> None:
    for rule in ("B1", "B5", "C4"):
        assert outer(rule, became_responsible="2024-09-02") == outer(rule, request_received="2024-09-02")
    assert "becoming responsible" in limit("B1", on=TODAY).plain


def test_04_sixteen_weeks_bind_a_refusal_and_the_draft_has_no_date_in_law() -> None:
    after = date(2025, 2, 1)
    assert not read("B5", {"request_received": "2024-09-02"}, after).is_breach
    assert limit("C1", on=TODAY).strength is Strength.PRACTICE
    assert not read("C1", {"request_received": "2024-09-02"}, after).is_breach


def test_05_advice_is_six_weeks_from_each_bodys_receipt_and_law_only_for_some_bodies() -> None:
    health = read("B3", {"advice_requested": "2024-10-14", "adviser": "health"}, date(2025, 1, 1))
    school = read("B3", {"advice_requested": "2024-10-14", "adviser": "school"}, date(2025, 1, 1))
    assert health.outer_on == date(2024, 11, 25) and health.is_breach
    assert school.outer_on == date(2024, 11, 25) and not school.is_breach


def test_06_an_exception_is_no_pause_each_has_its_own_limits_and_closure_turns_on_when_advice_was_asked_for() -> None:
    excepted = read("C4", {"request_received": "2024-06-03"}, date(2024, 12, 1), [Claim("EXCEPTIONAL", "in hospital")])
    assert excepted.outer_on is None and excepted.original_outer_on == date(2024, 10, 21)
    assert {each.exception.code for each in admissions("B3", on=TODAY)} == {"EXCEPTIONAL", "ABSENT_4W", "MISSED_APPT"}
    assert "MISSED_APPT" not in {each.exception.code for each in admissions("B1", on=TODAY)}
    closed = {"closed_from": date(2024, 7, 24), "reopens_on": date(2024, 9, 3)}
    early = Claim("SCHOOL_CLOSED", "no answer", advice_requested=date(2024, 7, 10), **closed)
    timely = Claim("SCHOOL_CLOSED", "no answer", advice_requested=date(2024, 7, 18), **closed)
    facts = {"request_received": "2024-06-03"}
    with pytest.raises(ExceptionRefused, match="requested from 17 July 2024 to 27 August 2024"):
        read("B1", facts, date(2024, 8, 1), [early])
    assert read("B1", facts, date(2024, 8, 1), [timely]).status is Status.EXCEPTED
    assert not {"CHRISTMAS", "STAFFING"} & set(lawful_exceptions())


@pytest.mark.parametrize("rule", [code for code in codes() if code.startswith("F") and code != "F12"])
def test_07_reviews_admit_no_exception(rule: str) -> None:
    assert admissions(rule, on=TODAY) == ()


def test_08_the_year_runs_from_the_notified_decision_and_the_four_weeks_from_the_meeting() -> None:
    facts = {"plan_made": "2024-12-02", "meeting_held": "2025-10-06", "review_decided": "2025-11-03"}
    cycle = read("F1", {**facts, "amended_plan_sent": "2025-12-20"}, date(2026, 1, 1))
    assert (cycle.started_by, cycle.outer_on) == ("review_decided", date(2026, 11, 2))
    assert read("F5", {"meeting_held": "2025-10-06", "report_sent": "2025-11-20"}, TODAY).outer_on == date(2025, 11, 3)


def test_09_a_bare_letter_is_no_decision_and_eight_weeks_run_from_the_actual_notice() -> None:
    facts = {"meeting_held": "2025-10-06", "review_decided": "2025-10-20", "review_outcome": "amend"}
    assert read("F5", facts, date(2025, 12, 1)).is_breach
    assert outer("F8", amendment_notice_sent="2025-10-27") == date(2025, 12, 22)
    assert outer("F8C", meeting_held="2025-10-06") == date(2025, 12, 29)


def test_10_a_phase_transfer_comes_on_top_of_the_reviews_own_weeks() -> None:
    facts = {"meeting_held": "2025-10-06", "transfer_on": "2026-09-01", "phase": "primary_to_secondary"}
    assert {read(rule, facts, date(2025, 10, 7)).outer_on for rule in ("F5", "F9")} == {
        date(2025, 11, 3),
        date(2026, 2, 14),
    }


def test_11_calendar_periods_do_not_skip_or_roll_whatever_the_day() -> None:
    assert outer("D3", mediation_requested="2024-12-02") == date(2025, 1, 1)
    days_in = {"day": 1, "week": 7}
    saturday = date(2024, 8, 31)
    plain = [row for row in limits() if row.counting == "within" and row.period and row.period.unit in days_in]
    assert len(plain) > 30
    for row in plain:
        counted = count(row.code, "some fact", saturday, ENGLAND_AND_WALES, variant=row.variant).outer.last_on
        assert counted == saturday + timedelta(days=row.period.value * days_in[row.period.unit]), row.key


def test_12_august_and_christmas_are_relief_for_the_tribunals_time_alone() -> None:
    assert outer("D6", notice_sent="2025-06-20") == date(2025, 9, 1)
    assert outer("D1", notice_sent="2025-06-20") == date(2025, 8, 20)
    assert outer("C4", request_received="2025-08-07") == date(2025, 12, 25)
    relieved = {row.code for row in limits() if row.counting in ("tribunal_filing", "tribunal_working_days")}
    assert relieved == {"D6", "D7", "I3"}


def test_13_time_to_appeal_runs_from_sending_takes_the_later_limb_and_has_its_own_gate() -> None:
    assert CLOCKS["D6"].starts == ("notice_sent",)
    assert outer("D6", notice_sent="2024-10-01", certificate_issued="2024-11-29") == date(2025, 1, 2)
    assert not certificate_needed(["c(iii)"])
    gate = appeal_gate({"a"}, date(2024, 12, 20), contact_by=date(2024, 12, 14), appeal_by=date(2024, 12, 16))
    assert gate.gate is Gate.LEAVE_ONLY


def test_14_a_plan_is_kept_up_until_the_time_to_appeal_has_passed() -> None:
    assert outer("I3", cease_notified="2024-10-01") == date(2024, 12, 2)  # 1 December is a Sunday
    assert outer("I3", cease_notified="2024-10-01", certificate_issued="2024-11-29") == date(2025, 1, 2)
    appealed = read("I3", {"cease_notified": "2024-10-01", "appeal_received": "2024-11-01"}, date(2025, 6, 1))
    assert appealed.status is Status.NO_LONGER_RUNS and "until it" not in appealed.what_if_late.split(".")[0]
    assert "until the appeal is over" in appealed.for_a_parent("Ada")


def test_15_a_reassessment_has_its_own_days_and_weeks_and_health_must_be_answered() -> None:
    assert outer("G1", reassessment_requested="2025-01-13") == date(2025, 1, 28)
    assert outer("G3", reassessment_notified="2025-01-28") == date(2025, 5, 6)
    assert CLOCKS["G5"].starts == ("assessment_made",) and "always be met" in limit("G5", on=TODAY).plain


def test_16_the_six_months_bar_neither_the_request_nor_the_appeal() -> None:
    row = limit("A4", on=TODAY)
    assert "must still consider the request" in row.plain and "still be appealed" in row.plain
    assert read("A4", {"assessment_made": "2026-09-01"}, TODAY).is_breach is False


def test_17_absence_after_an_order_is_two_weeks_and_only_for_assessing_and_making_a_plan() -> None:
    admitting = {
        row.key for row in limits() if "ABSENT_2W" in {a.exception.code for a in admissions(row.key, on=TODAY)}
    }
    assert {key.partition("/")[0] for key in admitting} == {"E2", "E3", "E4", "E5", "E5a"}
    assert outer("E4", appeal_conceded="2025-03-03") == date(2025, 6, 9)
    assert "reg 45(3A)" in count_dates("E4", {"appeal_conceded": "2025-03-03"}).limit.citation
    assert "E4/unopposed" not in admitting  # as regulation 45(7) is written


def test_18_only_listed_schools_can_be_made_to_run_a_review() -> None:
    assert limit("F4", on=TODAY).owed_by == "school, or local authority"
    assert recipients("review_report")[0] == "parent or young person"


def test_19_the_young_person_decides_after_the_last_friday_in_june_and_consents_for_themselves() -> None:
    born = date(2010, 1, 15)
    assert right_holder(born, date(2026, 6, 26)) == "parent"
    assert right_holder(born, date(2026, 6, 27)) == "young_person"
    assert who_consents(over_school_age=False, understands=True) == "child"


def test_20_a_draft_leaves_fifteen_days_each_time_it_is_served() -> None:
    assert outer("C1", request_received="2024-09-02") == date(2025, 1, 5)
    assert outer("C2", draft_served="2025-01-05") == date(2025, 1, 19)


def test_21_a_detained_person_has_other_appeals_exceptions_and_another_start_of_mediation() -> None:
    assert set(appeal_rights(detained=True)) == {"a", "b", "c"}
    codes_of = {each.exception.code for each in admissions("B1/detained", on=TODAY)}
    assert codes_of == {"SCHOOL_CLOSED", "EXCEPTIONAL", "PARENT_ABSENT_4W"}
    facts = {"detained": "yes", "adviser_told_mediation_wanted": "2024-12-02", "mediation_requested": "2024-12-09"}
    assert outer("D3", **facts) == date(2025, 1, 1)


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        ("C3", {"consultation_received": "2024-12-20"}),
        ("F2", {"term_starts": "2025-01-06"}),
        ("F11", {"plan_made": "2024-01-01"}),
        ("L2", {"report_published": "2024-01-01"}),
        ("B3", {"advice_requested": "2024-01-01", "adviser": "psychology"}),
    ],
)
def test_22_what_the_code_expects_is_never_a_breach(rule: str, facts: dict[str, str]) -> None:
    reading = read(rule, facts, TODAY)
    assert reading.outer_on and reading.outer_on < TODAY
    assert not reading.is_breach and reading.status_said == "past expected date"


def test_23_a_move_does_not_reset_the_plans_own_date_and_awareness_is_the_old_councils() -> None:
    assert outer("F1", plan_made="2025-03-01", transferred_in="2025-04-07") == date(2026, 2, 28)
    assert limit("H1", on=TODAY).owed_by == "old local authority"
    assert outer("H1", became_aware="2025-03-03", moved_away="2025-04-07") == date(2025, 4, 7)  # known ahead


def test_24_recommendations_are_answered_not_obeyed_and_never_follow_a_refusal_to_assess() -> None:
    assert "respond" in limit("E11", on=TODAY).plain and "respond" in limit("E12", on=TODAY).plain
    assert not appeal_rights()["a"].recommendations


def test_25_a_refused_personal_budget_has_a_review_and_no_appeal() -> None:
    assert "no appeal" in duties()["K2"].plain
    assert any("personal budget" in each.what and "review" in each.instead for each in not_appealable())


def test_26_the_local_offer_publishes_comments_and_the_answers_every_year() -> None:
    row = limit("L5", on=TODAY)
    assert (str(row.period), row.strength) == ("12 months", Strength.REG) and "what it will do" in row.plain
    assert outer("L5", comments_published="2025-03-03") == date(2026, 3, 3)


def test_27_what_is_only_proposed_is_no_law_here() -> None:
    words = " ".join(f"{row.name} {row.plain}" for row in limits()).lower()
    assert "individual support plan" not in words and "specialist provision package" not in words
    assert str(limit("F1", on=TODAY).period) == "12 months"


def test_negative_vectors_an_exception_the_law_does_not_allow_is_refused_with_the_reason() -> None:
    claim = Claim(
        "SCHOOL_CLOSED", "shut", closed_from=date(2024, 7, 24), reopens_on=date(2024, 9, 3),
        advice_requested=date(2024, 7, 18),
    )  # fmt: skip
    for rule, facts in (
        ("G1", {"reassessment_requested": "2024-07-01"}),
        ("F5", {"meeting_held": "2024-07-01"}),
        ("F8", {"amendment_notice_sent": "2024-07-01"}),
        ("E7", {"order_made": "2024-07-01"}),
        ("E8", {"order_made": "2024-07-01"}),
        ("E10", {"order_made": "2024-07-01"}),
    ):
        with pytest.raises(ExceptionRefused, match=f"admits no exception to rule {rule}"):
            read(rule, facts, date(2024, 7, 20), [Claim(**{**claim_fields(claim), "rule": rule})])
    with pytest.raises(ExceptionRefused, match="does not admit SCHOOL_CLOSED"):
        advice = {"advice_requested": "2024-07-18"}
        read("B3", advice, date(2024, 7, 20), [Claim(**{**claim_fields(claim), "rule": "B3"})])
    with pytest.raises(ExceptionRefused, match="does not admit MISSED_APPT"):
        read("B1", {"request_received": "2024-07-01"}, date(2024, 7, 20), [Claim("MISSED_APPT", "did not come", "B1")])


def claim_fields(claim: Claim) -> dict[str, object]:
    return {name: getattr(claim, name) for name in Claim.__slots__}


def test_the_coronavirus_relief_lifts_limits_that_ran_in_the_summer_of_2020_and_no_others() -> None:
    ill = Claim("CORONAVIRUS", "the school was shut to most pupils")
    during = {"request_received": "2020-03-20"}  # before the relief began; due on 1 May, its first day
    assert read("B1", during, date(2020, 5, 10), [ill]).status is Status.EXCEPTED
    for received in ("2020-03-19", "2020-09-25"):
        last = count_dates("B1", {"request_received": received}).outer.last_on
        late = read("B1", {"request_received": received}, last + timedelta(days=1), [ill])
        assert late.status is Status.LATE
    assert read("F1", {"plan_made": "2019-06-01"}, date(2020, 6, 10), [ill]).status is Status.EXCEPTED
    assert read("F9", {"transfer_on": "2020-09-01", "phase": "primary_to_secondary"}, date(2020, 6, 1), [ill]).is_breach


def test_facts_that_cannot_be_are_refused_by_name() -> None:
    with pytest.raises(BadFact, match="certificate_issued .* cannot be before notice_sent"):
        count_dates("D6", {"notice_sent": "2024-11-01", "certificate_issued": "2024-10-01"})
    with pytest.raises(NoDate, match="A1"):
        count_dates("A1", {})


# ---- found by reading the rows against the regulations again


def test_a_move_on_1_september_2015_had_its_own_date() -> None:
    assert outer("F9", transfer_on="2015-09-01", phase="secondary_to_post16") == date(2015, 5, 30)
    assert outer("F9", transfer_on="2016-09-01", phase="secondary_to_post16") == date(2016, 3, 30)
    assert outer("F9", transfer_on="2015-09-01", phase="primary_to_secondary") == date(2015, 2, 14)


def test_an_appeal_given_way_on_needs_no_answer_and_giving_way_after_answering_is_another_thing() -> None:
    facts = {"appeal_sent": "2025-01-06", "appeal_conceded": "2025-01-20"}
    assert read("D7", facts, date(2025, 6, 1)).status is Status.NO_LONGER_RUNS
    with pytest.raises(BadFact, match="response_sent .* cannot be before appeal_conceded"):
        asked({"response_sent": "2025-01-10", "appeal_conceded": "2025-01-20"}, TODAY)


def test_a_plan_ended_inside_the_time_to_appeal_is_said_to_be_forbidden() -> None:
    facts = {"cease_notified": "2024-10-01", "plan_ceased": "2024-10-20"}
    assert "The Act forbids that" in read("I3", facts, TODAY).note
    assert read("I3", {**facts, "plan_ceased": "2024-12-03"}, TODAY).note == ""


def test_no_date_is_given_for_25_when_the_course_ended_before() -> None:
    assert outer("I4", born="2001-08-15", route="further_education") == date(2027, 7, 31)
    assert outer("I4", born="2001-05-15", route="further_education") == date(2026, 7, 31)
    assert outer("I4", born="2001-08-15", route="other", course_ends="2027-06-30") == date(2027, 6, 30)
    assert outer("I4", born="2001-08-15", route="apprenticeship", course_ends="2028-06-30") == date(2027, 8, 14)
    with pytest.raises(BadFact, match="before the 25th birthday"):
        count_dates("I4", {"born": "2001-08-15", "route": "other", "course_ends": "2025-06-30"})


def test_deciding_not_to_amend_after_a_reassessment_has_no_limit_to_miss() -> None:
    facts = {"reassessment_notified": "2025-01-28", "not_amended_notified": "2025-08-01"}
    assert not read("G3", facts, TODAY).is_breach


def test_what_is_only_sometimes_owed_is_not_started_by_every_mediation() -> None:
    everyday = {"mediation_requested": "2024-12-02", "mediation_agreed": "2025-01-06"}
    for rule in ("D3a", "D5a"):
        assert read(rule, everyday, TODAY).status is Status.NOT_STARTED
    late = {"mediation_requested": "2024-12-02", "mediation_not_possible": "2024-12-20"}
    assert read("D3", late, date(2025, 2, 1)).is_breach  # a certificate follows, and the 30 days were still missed


def test_health_bodies_count_from_what_they_know_themselves() -> None:
    assert CLOCKS["H5a"].starts == ("old_commissioner_aware",) and CLOCKS["H5b"].starts == ("new_commissioner_aware",)
    assert CLOCKS["J5"].starts == ("commissioner_received_plan",)


def test_a_request_that_crosses_a_decision_already_due_is_no_impossible_order() -> None:
    facts = {
        "became_responsible": "2024-08-05", "request_received": "2024-09-20", "assess_decision_notified": "2024-09-10",
    }  # fmt: skip
    assert asked(facts, TODAY).on("request_received") == date(2024, 9, 20)
    with pytest.raises(BadFact, match="assess_decision_notified"):
        asked({name: day for name, day in facts.items() if name != "became_responsible"}, TODAY)


@pytest.mark.parametrize(
    ("rule", "facts", "ombudsman"),
    [
        ("C4", {"request_received": "2024-09-02"}, "Local Government and Social Care Ombudsman"),
        ("E11", {"recommendation_made": "2025-03-03"}, "Parliamentary and Health Service Ombudsman"),
        ("B3", {"advice_requested": "2025-03-03", "adviser": "health"}, "Parliamentary and Health Service Ombudsman"),
        ("L3", {"became_senco": "2020-09-01"}, "Department for Education"),
    ],
)
def test_a_complaint_is_sent_to_the_body_that_looks_at_it(rule: str, facts: dict[str, str], ombudsman: str) -> None:
    assert ombudsman in read(rule, facts, TODAY).what_if_late
