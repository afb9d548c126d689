"""Made-up persons and headers for the tests of readers and writers: any combination a record can hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from goldenthread.domain.sen2 import codes, upn
from goldenthread.domain.sen2.records import (
    ActivePlan,
    Assessment,
    Header,
    NamedPlan,
    Need,
    Person,
    Placement,
    Request,
    Setting,
)

HEADER = Header(
    year=2026,
    reference_on=date(2026, 1, 15),
    lea="314",
    software_code="Golden Thread",
    release="0.1",
    serial_no="001",
    date_time="2026-02-02T09:30:00",
    dmo="Y",
    dco="N",
    dsco="R",
)

dates = st.dates(date(1998, 1, 1), date(2026, 12, 31))
# Names as people write them; control characters and the blanks a reader trims are left to tests of their own.
names = (
    st.text(st.characters(exclude_categories=("C", "Z")) | st.sampled_from(" '-éŁ&<>\""), min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


def of(name: str):
    """A code of a set, or nothing."""
    return st.none() | st.sampled_from(sorted(codes.codes(name)))


maybe_date = st.none() | dates
maybe_flag = st.none() | st.booleans()
upns = st.text("0123456789", min_size=12, max_size=12).map(lambda digits: upn.check_letter(digits) + digits)
settings = st.builds(
    Setting,
    urn=st.none() | st.integers(100000, 999999).map(str),
    ukprn=st.none() | st.integers(10000000, 99999999).map(str),
    sen_setting=of("PlanDetail.SENSetting"),
    sen_setting_other=st.none() | names,
    rank=st.none() | st.sampled_from((1, 2)),
    sen_unit=maybe_flag,
    resourced_provision=maybe_flag,
)
placements = st.builds(
    Placement,
    setting=settings,
    entry_on=maybe_date,
    leaving_on=maybe_date,
    residential=of("Res"),
    work_based=of("WBP"),
    attendance=of("AttendancePattern"),
)
needs = st.builds(Need, type=st.sampled_from(sorted(codes.codes("SENtype"))), rank=st.none() | st.sampled_from((1, 2)))
named_plans = st.builds(
    NamedPlan,
    start_on=maybe_date,
    settings=st.lists(settings, max_size=2).map(tuple),
    residential=of("PlanRes"),
    work_based=of("PlanWBP"),
    personal_budget=maybe_flag,
    organised_arrangements=maybe_flag,
    direct_payments=of("DP"),
    ceased_on=maybe_date,
    cease_reason=of("CeaseReason"),
)
active_plans = st.builds(
    ActivePlan,
    transferred_from=of("TransferLA"),
    placements=st.lists(placements, max_size=3).map(tuple),
    needs=st.lists(needs, max_size=2).map(tuple),
    review_meeting_on=maybe_date,
    review_outcome=of("ReviewOutcome"),
    review_draft_on=maybe_date,
    phase_due_on=maybe_date,
    phase_final_on=maybe_date,
    last_review_on=maybe_date,
)
assessments = st.builds(
    Assessment,
    outcome=of("AssessmentOutcome"),
    outcome_on=maybe_date,
    mediation=maybe_flag,
    tribunal=maybe_flag,
    other_mediation=maybe_flag,
    other_tribunal=maybe_flag,
    week20=maybe_flag,
    named_plan=st.none() | named_plans,
)
requests = st.builds(
    Request,
    received_on=maybe_date,
    source=of("RequestSource"),
    in_youth_accommodation=maybe_flag,
    outcome_on=maybe_date,
    outcome=of("RequestOutcome"),
    mediation=maybe_flag,
    tribunal=maybe_flag,
    exported_to=of("Exported"),
    assessment=st.none() | assessments,
    active_plan=st.none() | active_plans,
)
people = st.builds(
    Person,
    surname=names,
    forename=names,
    born_on=maybe_date,
    sex=st.sampled_from((None, "M", "F", "U")),
    ethnicity=of("Ethnicity"),
    postcode=st.none() | names,
    upn=st.none() | upns,
    uln=st.none() | st.integers(1_000_000_000, 9_999_999_999).map(str),
    upn_unknown=of("UPNunknown"),
    requests=st.lists(requests, max_size=3).map(tuple),
)


def without_keys(person: Person) -> Person:
    """The person without the file's own keys, which differ between shapes."""
    requests = tuple(replace(request, local_id=None) for request in person.requests)
    return replace(person, local_id=None, requests=requests)


ADA = Person(
    surname="Example",
    forename="Ada",
    born_on=date(2016, 4, 9),
    sex="F",
    ethnicity="WBRI",
    postcode="ZZ99 3AA",
    upn="A950000178301",
    requests=(
        Request(
            received_on=date(2025, 2, 3),
            source="2",
            in_youth_accommodation=False,
            outcome_on=date(2025, 3, 14),
            outcome="Y",
            mediation=False,
            tribunal=False,
            assessment=Assessment(
                outcome="Y",
                outcome_on=date(2025, 6, 20),
                mediation=False,
                tribunal=False,
                other_mediation=False,
                other_tribunal=False,
                week20=False,
                named_plan=NamedPlan(
                    start_on=date(2025, 6, 20),
                    settings=(Setting(urn="999999", rank=1, sen_unit=False, resourced_provision=False),),
                    personal_budget=False,
                    organised_arrangements=False,
                ),
            ),
            active_plan=ActivePlan(
                placements=(
                    Placement(
                        Setting(urn="999999", rank=1, sen_unit=False, resourced_provision=False),
                        entry_on=date(2025, 9, 2),
                    ),
                ),
                needs=(Need("ASD", 1), Need("SLCN", 2)),
            ),
        ),
    ),
)
