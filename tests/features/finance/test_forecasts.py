"""Forecasts as runs: made from the caseload, kept with what they were made from, the same when run again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest

from goldenthread.domain.calendars.survey_days import survey_day
from goldenthread.domain.forecast.answers import answer_of
from goldenthread.domain.forecast.backtest.applied import target_for
from goldenthread.domain.forecast.effects import Effect, Touched
from goldenthread.domain.forecast.example import example_inputs
from goldenthread.domain.forecast.kept import (
    edits_as_plain,
    edits_from_plain,
    inputs_as_plain,
    inputs_from_plain,
    mark_of,
)
from goldenthread.domain.forecast.laws import law_for
from goldenthread.domain.forecast.price_growth import PriceGrowth
from goldenthread.domain.forecast.scenarios import Capacity, Fee, Joining, NewPlaces
from goldenthread.domain.forecast.trend import trend_of
from goldenthread.features.casework.models import Milestone, Need, Placement
from goldenthread.features.commissioning.models import PlacesForecast, ProjectedChildren
from goldenthread.features.finance.models import Forecast, Population
from goldenthread.features.finance.operations import forecasts
from goldenthread.features.finance.operations.forecasts import Wanted
from goldenthread.features.finance.operations.refusals import ChangedMeanwhile, Refused
from goldenthread.features.finance.queries.forecast_inputs import caseload_inputs
from goldenthread.features.finance.queries.forecast_target import forecast_target
from goldenthread.features.finance.queries.forecasts import changed_between, newest_done
from goldenthread.foundation import clock, journal
from goldenthread.foundation.runs.failures import PermanentFailure
from goldenthread.foundation.runs.models import Run
from goldenthread.jobs.catalogue.forecasts import work_out_forecast
from tests.builders import a_child, a_plan, a_request
from tests.forecasts import followed_inputs

pytestmark = pytest.mark.django_db
BY = journal.SYSTEM
WANTED = Wanted("Autumn", "ours", 3, 100, 7)


def _ready(wanted: Wanted = WANTED, edits: tuple = ()) -> Forecast:  # type: ignore[type-arg]
    """A forecast of the invented example, worked out."""
    row = forecasts.plan(wanted=wanted, by=BY, on=clock.today())
    row.inputs = inputs_as_plain(example_inputs())
    row.mark = mark_of(row.inputs)
    row.save()
    if edits:
        forecasts.set_edits(row=row, edits=edits, seen=0, by=BY, on=clock.today())
        row.refresh_from_db()
    forecasts.ask(row=row, by=BY, on=clock.today())
    row.refresh_from_db()
    return forecasts.work_out(row=row, at=clock.now(), told=lambda done, of: None)


def test_survey_day_is_the_third_thursday_of_january() -> None:
    assert [survey_day(year) for year in (2024, 2025, 2026)] == [
        date(2024, 1, 18),
        date(2025, 1, 16),
        date(2026, 1, 15),
    ]


def test_the_caseload_becomes_moves_between_survey_days() -> None:
    newest = survey_day(clock.today().year)
    if newest > clock.today():
        newest = survey_day(clock.today().year - 1)
    before = survey_day(newest.year - 1)
    joined = a_plan(a_child(born_on=date(newest.year - 9, 3, 1)))
    stayed = a_plan(a_child(born_on=date(newest.year - 12, 3, 1)))
    left = a_plan(a_child(born_on=date(newest.year - 19, 3, 1)))
    for plan, began in (
        (joined, before + timedelta(40)),
        (stayed, before - timedelta(400)),
        (left, before - timedelta(900)),
    ):
        plan.milestones.all().delete()
        Milestone.rows.create(child=plan.child, plan=plan, fact="plan_made", happened_on=began, recorded_at=clock.now(),
                              recorded_by="test")  # fmt: skip
        plan.needs.all().delete()
        Need.rows.create(child=plan.child, plan=plan, type="ASD", rank=1)
        Placement.rows.filter(plan=plan).delete()
    Milestone.rows.create(child=left.child, plan=left, fact="plan_ceased", happened_on=before + timedelta(200),
                          recorded_at=clock.now(), recorded_by="test")  # fmt: skip
    inputs = caseload_inputs(clock.today())
    last = {move: count for move, count in inputs.moves.items() if move.calendar_year == newest.year - 1}
    assert sum(count for move, count in last.items() if move.joins) == 1
    assert sum(count for move, count in last.items() if move.leaves) == 1
    assert inputs.children_at_start().total() == 2
    assert any("nearest place" in note for note in inputs.notes)


def test_requests_of_the_year_before_give_the_total_it_follows_or_why_it_follows_none() -> None:
    newest = clock.today().year if survey_day(clock.today().year) <= clock.today() else clock.today().year - 1
    for number, (month, outcome) in enumerate(((2, "Y"), (6, "N"), (11, ""), (12, "H"))):
        day = date(newest - 1, month, 3 + number)
        a_request(a_child(), fields={"outcome": outcome}, request_received=day)
    a_request(a_child(), request_received=date(newest, 1, 5))  # of the next calendar year
    few, why = forecast_target(newest, 150)
    assert few is None and "fewer than 200 plans" in why
    none, why = forecast_target(newest, 2000)
    assert none is None and "the requests known are 0.001 for each plan" in why
    followed, why = forecast_target(newest, 200)
    assert followed is None and "0.010" in why  # two of 200: agreed, and not decided; refused and moved in are out
    assert forecast_target(newest - 1, 2000) == (None, f"no request of {newest - 2} that was not refused is known")


def test_the_total_follows_the_tested_forecast_of_the_authoritys_own_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = followed_inputs()
    assert inputs.target is not None
    monkeypatch.setattr(forecasts, "caseload_inputs", lambda on: inputs)
    rows = []
    for tied in (False, True):
        row = forecasts.plan(wanted=replace(WANTED, tied=tied), by=BY, on=clock.today())
        forecasts.ask(row=row, by=BY, on=clock.today())
        row.refresh_from_db()
        rows.append(forecasts.work_out(row=row, at=clock.now(), told=lambda done, of: None))
    alone, tied_row = rows
    assert alone.inputs["target"] is None and alone.inputs["untied"] == "it was planned so"  # type: ignore[index]
    assert "tied" not in alone.answer and tied_row.answer["tied"] == []  # type: ignore[operator,index]
    exact = tied_row.answer["exact"]  # type: ignore[index]
    assert exact[1:4] == pytest.approx([each.expected for each in inputs.target.years], abs=1e-4)
    assert alone.answer["exact"][1] != pytest.approx(exact[1], abs=1)  # type: ignore[index]
    now = "The total now follows the forecast tested on 148 authorities; before it did not: it was planned so."
    assert now in changed_between(alone, tied_row)[1]
    gone = "The total no longer follows the forecast tested on 148 authorities: it was planned so."
    assert gone in changed_between(tied_row, alone)[1]
    again = forecasts.again(row=tied_row, by=BY, on=clock.today())
    again.refresh_from_db()
    again = forecasts.work_out(row=again, at=clock.now(), told=lambda done, of: None)
    assert again.answer_mark == tied_row.answer_mark != alone.answer_mark
    assert inputs_from_plain(json.loads(json.dumps(tied_row.inputs))).target == inputs.target


def test_another_tested_forecast_is_named_with_what_both_were_made_of() -> None:
    inputs = followed_inputs()
    fuller = replace(inputs, target=target_for(inputs.start, 600, 130))
    kept = [inputs_as_plain(each) for each in (inputs, fuller)]
    first, then = (Forecast(law="ours", inputs=each, mark=mark_of(each)) for each in kept)
    (words,) = changed_between(first, then)[1]
    assert "is another: made of 600 plans" in words and "130 requests of" in words and "before of" in words
    theirs = Forecast(law="compatible", inputs=first.inputs, mark=first.mark)
    assert any("no longer follows" in each for each in changed_between(first, theirs)[1])


def test_a_run_kept_before_totals_followed_a_forecast_is_run_again_to_the_answer_it_had() -> None:
    """Its inputs have no version; whatever is known today, they give the law they gave then."""
    plain = inputs_as_plain(replace(followed_inputs(), target=None))
    before = {name: value for name, value in plain.items() if name not in ("version", "target", "untied")}
    loaded = inputs_from_plain(before)
    assert loaded.target is None and "before totals did" in loaded.untied
    growth, spread = trend_of(loaded, 5)
    law = law_for("ours", loaded, 5)
    assert law.notes == () and (law.growth == growth).all() and (law.growth_spread == spread).all()
    assert mark_of(answer_of(loaded, "ours", 3, (), 100, 7)) == mark_of(
        answer_of(inputs_from_plain(plain), "ours", 3, (), 100, 7)
    )
    with pytest.raises(ValueError, match="version 4"):
        inputs_from_plain({**plain, "version": 4})


def test_it_is_kept_with_its_inputs_and_run_again_to_the_same_answer() -> None:
    edits = (Joining("fewer", Effect(date(2026, 1, 1)), factor=0.8),
             NewPlaces("base", Effect(date(2026, 9, 1)), Touched(settings=("special",)), opens_in="base", places=3),
             Fee("fees", Effect(date(2026, 1, 1)), factor=0.9))  # fmt: skip
    first = _ready(edits=edits)
    assert first.state == Forecast.State.DONE and first.answer is not None
    assert inputs_as_plain(inputs_from_plain(first.inputs)) == first.inputs
    assert edits_from_plain(first.edits) == edits
    second = forecasts.again(row=first, by=BY, on=clock.today())
    second.refresh_from_db()
    second = forecasts.work_out(row=second, at=clock.now(), told=lambda done, of: None)
    assert (second.mark, second.answer_mark) == (first.mark, first.answer_mark)
    assert second.pk != first.pk and second.repeats_id == first.pk
    assert changed_between(first, second)[1] == ["Nothing is different: inputs, law, changes and draws are the same."]


def test_steps_in_order_add_up_to_all_together_and_fees_change_money_alone() -> None:
    edits = (Joining("fewer", Effect(date(2025, 1, 1)), factor=0.7), Fee("fees", Effect(date(2025, 1, 1)), factor=0.5))
    changes = _ready(Wanted("Two", "ours", 4, 100, 7), edits).answer["changes"]  # type: ignore[index]
    alone, ordered, together = changes["alone"], changes["in_order"], changes["together"]
    assert alone[1]["children"]["mean"][-1] == [0.0] and alone[1]["pounds"]["mean"][-1][0] < 0
    for place in range(len(together["pounds"]["mean"])):
        assert sum(each["pounds"]["mean"][place][0] for each in ordered) == pytest.approx(
            together["pounds"]["mean"][place][0], abs=0.05
        )
    assert sum(each["pounds"]["mean"][-1][0] for each in alone) < together["pounds"]["mean"][-1][0] < 0


def test_without_population_it_is_refused_with_the_year_and_never_drawn() -> None:
    row = forecasts.plan(wanted=WANTED, by=BY, on=clock.today())
    plain = inputs_as_plain(example_inputs())
    plain["population"] = [each for each in plain["population"] if each[0] != 2027]
    row.inputs = plain
    row.save()
    forecasts.ask(row=row, by=BY, on=clock.today())
    row.refresh_from_db()
    done = forecasts.work_out(row=row, at=clock.now(), told=lambda a, b: None)
    assert done.state == Forecast.State.REFUSED and done.answer is None
    assert any("2027" in each["message"] for each in done.doubts)
    assert newest_done() is None


def test_two_people_changing_one_forecast_are_told_and_one_asked_for_cannot_be_changed() -> None:
    row = forecasts.plan(wanted=WANTED, by=BY, on=clock.today())
    row.inputs = inputs_as_plain(example_inputs())
    row.save()
    edit = Joining("fewer", Effect(date(2026, 1, 1)), factor=0.8)
    forecasts.set_edits(row=row, edits=(edit,), seen=0, by=BY, on=clock.today())
    with pytest.raises(ChangedMeanwhile):
        forecasts.set_edits(row=row, edits=(), seen=0, by=BY, on=clock.today())
    forecasts.ask(row=row, by=BY, on=clock.today())
    with pytest.raises(Refused, match="asked for"):
        forecasts.set_edits(row=row, edits=(), seen=1, by=BY, on=clock.today())


def test_asking_twice_is_one_run_and_without_a_caseload_there_is_none() -> None:
    row = forecasts.plan(wanted=WANTED, by=BY, on=clock.today())
    with pytest.raises(Refused, match="nothing to forecast from"):
        forecasts.ask(row=row, by=BY, on=clock.today())
    row.inputs = inputs_as_plain(example_inputs())
    row.save()
    first = forecasts.ask(row=row, by=BY, on=clock.today())
    assert forecasts.ask(row=row, by=BY, on=clock.today()).public_id == first.public_id
    assert Run.objects.filter(job=forecasts.JOB).count() == 1


@pytest.mark.parametrize(
    ("wanted", "field"),
    [(Wanted(" ", "ours", 3, 100, 7), "name"), (Wanted("a", "theirs", 3, 100, 7), "law"),
     (Wanted("a", "ours", 11, 100, 7), "years"), (Wanted("a", "ours", 3, 10, 7), "simulations"),
     (Wanted("a", "ours", 3, 100, -1), "seed"), (Wanted("a", "ours", 3, 100, 1, Decimal(51)), "price_growth")],
)  # fmt: skip
def test_what_cannot_be_forecast_is_refused(wanted: Wanted, field: str) -> None:
    with pytest.raises(Refused) as refused:
        forecasts.plan(wanted=wanted, by=BY, on=clock.today())
    assert refused.value.field == field


def test_a_change_that_names_no_setting_of_the_caseload_is_refused() -> None:
    row = forecasts.plan(wanted=WANTED, by=BY, on=clock.today())
    row.inputs = inputs_as_plain(example_inputs())
    row.save()
    edit = NewPlaces("base", Effect(date(2026, 9, 1)), Touched(settings=("college",)), opens_in="base", places=3)
    with pytest.raises(Refused, match="college"):
        forecasts.set_edits(row=row, edits=(edit,), seen=0, by=BY, on=clock.today())


def test_population_entered_again_replaces_what_was_there() -> None:
    forecasts.enter_population(rows={(2026, 0): 100, (2026, 1): 90}, source="one", by=BY, on=clock.today())
    assert forecasts.enter_population(rows={(2026, 0): 120}, source="two", by=BY, on=clock.today()) == 2
    assert set(Population.objects.values_list("academic_year", "people", "source")) == {(0, 120, "two"), (1, 90, "one")}
    with pytest.raises(Refused):
        forecasts.enter_population(rows={}, source="none", by=BY, on=clock.today())


def test_a_setting_that_is_full_sends_newcomers_on_and_moves_nobody_settled() -> None:
    limit = Capacity("full", Effect(date(2025, 1, 1)), setting="special", places=0, goes_to="mainstream")
    row = _ready(Wanted("Full", "ours", 3, 100, 7), (limit,))
    free = _ready(Wanted("Free", "ours", 3, 100, 7))
    place = row.answer["children"]["by_setting"]["groups"].index("special")  # type: ignore[index]
    full, open_ = (each.answer["children"]["by_setting"]["mean"] for each in (row, free))  # type: ignore[index]
    assert full[0][place] == open_[0][place] > 0
    assert 0 < full[-1][place] < open_[-1][place]  # those settled stay until they leave; nobody new comes
    assert sum(row.answer["went_on"]) > 0 and row.answer["exact"] is None  # type: ignore[index]


def test_requests_under_way_pull_the_first_year() -> None:
    inputs = example_inputs()
    joined = {year: sum(n for move, n in inputs.moves.items() if move.joins and move.calendar_year == year)
              for year in inputs.years}  # fmt: skip
    history = {year: 2 * children for year, children in joined.items()}
    without = trend_of(inputs, 3)[0]
    half = trend_of(replace(inputs, under_way={**history, inputs.start: joined[2024]}), 3)[0]
    twice = trend_of(replace(inputs, under_way={**history, inputs.start: 4 * joined[2024]}), 3)[0]
    assert half[0] < without[0] < twice[0]
    assert abs(np.log(twice[2] / without[2])) < abs(np.log(twice[0] / without[0]))  # less and less
    few = replace(inputs, under_way={inputs.start: 4 * joined[2024]})
    assert (trend_of(few, 3)[0] == without).all()  # without history of what it led to it says nothing


def test_the_job_works_it_out_and_planning_places_reads_it() -> None:
    row = forecasts.plan(wanted=Wanted("For places", "ours", 3, 100, 7), by=BY, on=clock.today())
    plain = json.loads(json.dumps(inputs_as_plain(example_inputs())).replace('"special"', '"independent"'))
    row.inputs = json.loads(json.dumps(plain).replace('"base"', '"support_base"'))
    row.save()
    forecasts.ask(row=row, by=BY, on=clock.today())
    work_out_forecast({"forecast": row.public_id}, lambda done, total=0, note="": None)  # type: ignore[arg-type]
    row.refresh_from_db()
    assert row.state == Forecast.State.DONE and row.answer is not None
    kept = PlacesForecast.objects.get()
    assert kept.source == "For places, by our law"
    here = ProjectedChildren.objects.filter(forecast=kept, year=row.answer["years"][0])
    assert sum(each.middle for each in here) == row.answer["children"]["total"]["mean"][0][0]
    with pytest.raises(PermanentFailure):
        work_out_forecast({"forecast": "nothing"}, lambda done, total=0, note="": None)  # type: ignore[arg-type]


def test_what_is_supposed_is_not_what_places_are_planned_by() -> None:
    """The same forecast with a change and without is expected the same of places, and the source says so."""
    kept = []
    for edits in ((), (Joining("none", Effect(date(2025, 1, 1)), factor=0.0),)):
        row = forecasts.plan(wanted=Wanted("Idea", "ours", 3, 100, 7), by=BY, on=clock.today())
        row.inputs = inputs_as_plain(example_inputs())
        row.edits = edits_as_plain(edits)
        row.save()
        forecasts.ask(row=row, by=BY, on=clock.today())
        work_out_forecast({"forecast": row.public_id}, lambda done, total=0, note="": None)  # type: ignore[arg-type]
        kept.append(PlacesForecast.objects.latest("id"))
    figures = [list(each.rows.order_by("id").values_list("year", "kind", "phase", "middle")) for each in kept]
    assert figures[0] == figures[1] and figures[0]
    assert [each.source for each in kept] == [
        "Idea, by our law", "Idea, by our law, without the change it supposes",
    ]  # fmt: skip


def _planned_with_a_change_that_no_longer_fits() -> Forecast:
    row = forecasts.plan(wanted=WANTED, by=BY, on=clock.today())
    row.inputs = inputs_as_plain(example_inputs())
    fits = Joining("fits", Effect(date(2026, 9, 1)), factor=0.9)
    gone = NewPlaces("gone", Effect(date(2026, 9, 1)), Touched(settings=("college",)), opens_in="base", places=3)
    row.edits = edits_as_plain((gone, fits))
    row.save()
    return row


def test_a_change_that_no_longer_fits_is_told_when_it_is_asked_for_and_can_be_taken_out() -> None:
    row = _planned_with_a_change_that_no_longer_fits()
    with pytest.raises(Refused, match="college"):
        forecasts.ask(row=row, by=BY, on=clock.today())
    row.refresh_from_db()
    assert row.state == Forecast.State.PLANNED and not Run.objects.filter(job=forecasts.JOB).exists()
    gone, fits = edits_from_plain(row.edits)
    forecasts.set_edits(row=row, edits=(gone,), seen=0, by=BY, on=clock.today())  # not checked: one only goes
    row.refresh_from_db()
    with pytest.raises(Refused, match="college"):
        forecasts.set_edits(row=row, edits=(gone, fits), seen=1, by=BY, on=clock.today())
    forecasts.set_edits(row=row, edits=(), seen=1, by=BY, on=clock.today())
    forecasts.ask(row=row, by=BY, on=clock.today())


def test_one_asked_for_with_a_change_that_cannot_be_made_is_not_drawn_and_says_why() -> None:
    row = _planned_with_a_change_that_no_longer_fits()
    row.state = Forecast.State.ASKED
    row.save()
    done = forecasts.work_out(row=row, at=clock.now(), told=lambda a, b: None)
    assert done.state == Forecast.State.REFUSED and done.answer is None
    assert any("college is not in this forecast" in each["message"] for each in done.doubts)
    with pytest.raises(Refused, match="college"):
        forecasts.again(row=done, by=BY, on=clock.today())
    assert Forecast.objects.count() == 1


def test_the_day_given_says_which_caseload_a_change_is_checked_against(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[date] = []
    monkeypatch.setattr(forecasts, "caseload_inputs", lambda on: asked.append(on) or example_inputs())
    row = forecasts.plan(wanted=WANTED, by=BY, on=clock.today())
    edit = Joining("fewer", Effect(date(2026, 1, 1)), factor=0.8)
    forecasts.set_edits(row=row, edits=(edit,), seen=0, by=BY, on=date(2025, 5, 1))
    row.refresh_from_db()
    forecasts.set_edits(row=row, edits=(), seen=1, by=BY, on=date(2025, 5, 2))
    assert asked == [date(2025, 5, 1)]


def test_each_part_of_a_price_grows_at_its_own_rate() -> None:
    inputs = example_inputs()
    parts = {each: {"place": Decimal(8_000), "top_up": Decimal(2_000)} for each in inputs.costs}
    space = inputs.space
    grown = PriceGrowth(1.0, {"place": 0.0, "top_up": 10.0}, parts).factors(space, range(2026, 2029))
    assert grown[:, 0] == pytest.approx([1, 0.8 + 0.2 * 1.1, 0.8 + 0.2 * 1.21])
    assert PriceGrowth(1.0, {"fee": 10.0}, parts).factors(space, (2026, 2027, 2028))[2, 0] == pytest.approx(1.01**2)
    assert PriceGrowth(2.0).factors(space, (2026, 2027, 2028))[2, 0] == pytest.approx(1.02**2)
    kept = inputs_from_plain(json.loads(json.dumps(inputs_as_plain(replace(inputs, parts=parts)))))
    assert kept.parts == parts


def test_a_growth_of_nothing_that_is_paid_for_is_refused() -> None:
    for growths in ({"pencils": Decimal(1)}, {"fee": Decimal(60)}):
        with pytest.raises(Refused):
            forecasts.plan(wanted=replace(WANTED, growths=growths), by=BY, on=clock.today())
