"""The years' specifications, against the changes the survey's guides tell of, and codes."""

from __future__ import annotations

import pytest

from goldenthread.domain.sen2 import codes
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
from goldenthread.domain.sen2.specification import YEARS, groups, likely_year, parent_group, specification

RECORDS = {
    "Header": (Header,),
    "Person": (Person,),
    "Requests": (Request,),
    "Assessment": (Assessment,),
    "NamedPlan": (NamedPlan,),
    "PlanDetail": (Setting,),
    "ActivePlans": (ActivePlan, Placement),  # 2023 kept a placement's Res and WBP here
    "PlacementDetail": (Placement, Setting),
    "SENneed": (Need,),
}


def elements(year):
    return {name for order in specification(year).orders.values() for name in order}


def test_what_came_and_went_between_years():
    assert elements(2023) - elements(2024) == {"AttendancePattern", "GenderCurrent"}
    assert elements(2024) - elements(2023) == {"ReviewMeeting", "ReviewOutcome", "Sex"}
    assert elements(2025) - elements(2024) == {
        "DSCO",
        "RequestSource",
        "ReviewDraft",
        "PhaseTransferDueDate",
        "PhaseTransferFinalDate",
    }
    assert elements(2024) <= elements(2025)
    assert elements(2025) == elements(2026)


def test_residence_and_work_based_learning_moved_to_the_placement_in_2024():
    for element in ("Res", "WBP"):
        assert specification(2023).has("ActivePlans", element)
        assert not specification(2024).has("ActivePlans", element)
        assert specification(2024).has("PlacementDetail", element)


def test_the_last_review_moved_to_the_end_in_2026():
    assert specification(2026).orders["ActivePlans"][-1] == "LastReview"
    assert specification(2025).orders["ActivePlans"].index("LastReview") == 4


@pytest.mark.parametrize("year", YEARS)
def test_every_element_in_an_order_is_an_item_or_a_group(year):
    for name, order in specification(year).orders.items():
        known = {item.element for item in groups()[name].items} | set(groups()[name].children)
        assert set(order) <= known
        assert len(order) == len(set(order))


@pytest.mark.parametrize("name", RECORDS)
def test_every_item_has_an_attribute_of_its_record_to_hold_it(name):
    for item in groups()[name].items:
        assert any(item.attribute in record.__dataclass_fields__ for record in RECORDS[name])
        assert item.kind != "code" or codes.codes(item.codes)


def test_a_year_not_read_is_refused():
    with pytest.raises(ValueError, match="2022"):
        specification(2022)


def test_groups_know_their_parents():
    assert parent_group("SENneed") == "ActivePlans"
    assert parent_group("Person") is None


@pytest.mark.parametrize(
    ("seen", "year"),
    [
        ({"Person.GenderCurrent", "Person.UPN"}, 2023),
        ({"Person.Sex", "ActivePlans.ReviewOutcome"}, 2024),
        ({"Person.Sex", "Requests.RequestSource"}, 2026),
        ({"Nonsense.Nothing"}, None),
        (set(), None),
    ],
)
def test_items_tell_the_year(seen, year):
    assert likely_year(seen) == year


def test_the_code_sets_are_whole():
    assert len(codes.english_authorities()) == 153
    assert codes.ABROAD not in codes.english_authorities()
    assert codes.ABROAD in codes.codes("Exported")
    assert len(codes.codes("Ethnicity")) == 108
    assert set(codes.MAIN_ETHNICITIES) <= set(codes.codes("Ethnicity"))
    assert (
        set(codes.codes("PlacementDetail.SENSetting")) - set(codes.codes("PlanDetail.SENSetting"))
        == codes.NOT_IN_EDUCATION
    )


def test_down_syndrome_is_a_code_from_2025():
    assert not codes.in_year("SENtype", "DS", 2024)
    assert codes.in_year("SENtype", "DS", 2025)
    assert codes.label("SENtype", "ASD").casefold().startswith("autis")
