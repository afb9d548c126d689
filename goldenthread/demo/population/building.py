"""One life from its cell and place in it. Each person has a stream of chance of their own, so order changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from goldenthread.demo.population import assessing, identity, placing, reviewing
from goldenthread.demo.population.advising import HEALTH
from goldenthread.demo.population.cells import Cell
from goldenthread.demo.population.days import DAY, age, office_day, weekday
from goldenthread.demo.population.ending import Ending, ending, year_ended
from goldenthread.demo.population.life import Life, PlanHistory, RequestHistory
from goldenthread.demo.population.mixes import Chances, Mixes
from goldenthread.demo.population.placing import Places
from goldenthread.demo.population.requests import SECOND_REQUEST, Flows
from goldenthread.demo.population.returns import in_full
from goldenthread.demo.population.reviewing import ReviewRates
from goldenthread.demo.population.stock import BASE, Account
from goldenthread.demo.population.telling import plan_by, request_by
from goldenthread.demo.population.words import in_their_words
from goldenthread.domain.calendars.survey_days import survey_day
from goldenthread.domain.sen2.records import Need, Person

GOLDEN = 0.6180339887498949  # steps of this part of a turn spread any number of people evenly
FIRST_PLANS, FIRST_RECORDS = date(2014, 9, 1), 2018  # plans before 2018 were conversions of statements: no request told
SECOND_NEEDS = ("SLCN", "SEMH", "MLD", "ASD", "SPLD", "PD", "OTH")


@dataclass(frozen=True)
class World:
    """All that is the same for everyone in a partnership."""

    seed: int
    on: date
    last: int
    lea: str
    coordinators: int
    account: Account
    flows: Flows
    mixes: Mixes
    places: Places
    times: assessing.Times
    reviews: ReviewRates
    starting: Chances  # academic age when a plan starts
    budgets: tuple[float, float, Chances | None]  # personal budget, organised arrangements, direct payments


def life(world: World, cell: Cell, place: int, index: int) -> Life | None:
    """The person at `place` in `cell`, or None if by the world's day nothing of them is known yet."""
    key = f"{cell.kind}-{cell.year}-{'x' if cell.age is None else cell.age}-{place}"
    random = Random(f"{world.seed}/{key}")
    shift = Random(f"{world.seed}/{cell.kind}-{cell.year}-{cell.age}").random()
    years = int(world.starting.draw(random)) if cell.age is None else cell.age
    born_on = identity.birth(random, cell.year, years)
    then = min(25, max(2, identity.age_at(2025, born_on)))
    need = world.mixes.need[then].draw(random)
    requests, plan = story(
        world, cell, random, (shift + place * GOLDEN) % 1, (place + random.random()) / cell.count, born_on, need
    )
    known = tuple(told for told in (request_by(item, world.on) for item in requests) if told)
    now = plan_by(plan, world.on) if plan else None
    if not known and not now:
        return None
    return person(world, random, key, index, born_on, need, known, now)


Story = tuple[tuple[RequestHistory, ...], PlanHistory | None]


def story(world: World, cell: Cell, random: Random, turn: float, lasting: float, born_on: date, need: str) -> Story:
    """The whole history of requests and plan, past `world.on` where it runs on."""
    if cell.kind == "base":
        return started(world, cell, random, "base", lasting, born_on, need)
    if cell.kind == "start":
        flows, year = world.flows, cell.year
        parts = (flows.issued[year], flows.appealed[year], flows.arrived[year])
        kind = Chances.of(("issued", "appealed", "arrived"), parts).at(turn)
        return started(world, cell, random, kind, lasting, born_on, need)
    day = weekday(date(cell.year, 1, 1) + timedelta(days=int(turn * 365)), 1 if turn < 0.5 else -1)
    refusal = cell.kind == "refused"
    source = world.mixes.source["N" if refusal else "Y"].draw(random)
    if cell.kind == "not_issued":
        ended_on = office_day(day, 1 if turn < 0.5 else -1)
        return (assessing.not_issued(random, world.times, ended_on, source),), None
    if cell.kind == "left":
        return (assessing.left(random, world.times, day, source),), None
    if refusal:
        return (assessing.refused(random, world.times, day, source),), None
    return (assessing.withdrawn(random, day, source),), None


def started(world: World, cell: Cell, random: Random, kind: str, lasting: float, born_on: date, need: str) -> Story:
    """A plan: when it started, the request before it, how long it lasts, and all that happens meanwhile."""
    assert cell.age is not None
    start_on = base_start(world, random, cell.age) if kind == "base" else start_day(random, cell.year)
    end_year = year_ended(world.account, lasting, cell.year, cell.age, kind != "base", world.last)
    ends = ending(random, world.mixes, *end_year, start_on) if end_year else None
    requests: tuple[RequestHistory, ...] = ()
    if kind == "appealed":
        requests = (assessing.appealed(random, world.times, start_on, world.mixes.source["N"].draw(random)),)
    elif kind == "issued" or (kind == "base" and start_on.year >= FIRST_RECORDS):
        requests = agreed(world, random, start_on, full=kind == "issued")
    return requests, whole_plan(world, random, kind, start_on, ends, born_on, need)


def start_day(random: Random, year: int) -> date:
    """A day in the case year; half as many in August."""
    first, length = survey_day(year) + DAY, (survey_day(year + 1) - survey_day(year)).days
    day = first + timedelta(days=int(random.random() * length))
    if day.month == 8 and random.random() < 0.5:
        day = first + timedelta(days=int(random.random() * length))
    return office_day(day, -1) if day.month == 12 or day > survey_day(year + 1) - 4 * DAY else office_day(day)


def base_start(world: World, random: Random, years: int) -> date:
    """When a plan in force on the first survey day had started: by the usual ages, not before plans existed."""
    earlier = years - int(world.starting.draw(random))
    while earlier < 1 and random.random() < 0.93:
        earlier = years - int(world.starting.draw(random))
    day = start_day(random, BASE - max(1, earlier))
    if day < FIRST_PLANS:
        day = office_day(FIRST_PLANS + timedelta(days=int(random.random() * 1300)))
    return day


def agreed(world: World, random: Random, start_on: date, *, full: bool) -> tuple[RequestHistory, ...]:
    """The request behind a plan, and for a few families one that had been refused six months or more before."""
    history = assessing.issued(random, world.times, start_on, world.mixes.source, world.flows.conceded, full)
    if not full or random.random() >= SECOND_REQUEST:
        return (history,)
    earlier = weekday(history.received_on - timedelta(days=random.randint(230, 500)))
    return assessing.refused(random, world.times, earlier, world.mixes.source["N"].draw(random)), history


def whole_plan(
    world: World, random: Random, kind: str, start_on: date, ends: Ending | None, born_on: date, need: str
) -> PlanHistory:
    """Everything a plan holds from start to end."""
    until = ends.ceased_on if ends else date(world.last + 1, 8, 1)
    ceased_on, reason = (ends.ceased_on, ends.reason) if ends else (None, None)
    places = list(placing.placements(random, world.mixes, world.places, need, born_on, start_on, until))
    if ceased_on:
        places = [placing.closed(place, ceased_on) for place in places]
    second = random.choice(SECOND_NEEDS)
    primary = "DS" if need == "oth" and random.random() < 0.45 else need.upper()
    both = random.random() < 0.55 and second != need.upper()  # before 2025 a return has no DS, and says OTH
    budget, arrangements, payments = world.budgets
    has_budget = random.random() < budget
    return PlanHistory(
        start_on=start_on,
        transferred_from=random.choice(assessing.OTHER_AUTHORITIES) if kind == "arrived" else None,
        transferred_on=start_on if kind == "arrived" else None,
        placements=tuple(places),
        needs=(Need(primary, 1), Need(second, 2)) if both else (Need(primary, 1),),
        personal_budget=has_budget,
        organised_arrangements=random.random() < arrangements,
        direct_payments=payments.draw(random) if has_budget and payments else None,
        reviews=reviewing.reviews(random, world.reviews, start_on, date(world.last + 1, 1, 1), ceased_on, reason),
        phase_transfers=reviewing.phase_transfers(random, world.reviews, born_on, start_on, world.on, ceased_on),
        cease_decided_on=ends.decided_on if ends else None,
        ceased_on=ceased_on,
        cease_reason=reason,
    )


def person(
    world: World,
    random: Random,
    key: str,
    index: int,
    born_on: date,
    need: str,
    requests: tuple[RequestHistory, ...],
    plan: PlanHistory | None,
) -> Life:
    """The person round the history: names, family, words, circumstances."""
    sex, ethnicity = world.mixes.sex[need].draw(random), world.mixes.ethnicity.draw(random)
    who = identity.identity(random, sex, ethnicity, born_on, world.lea, index, world.on)
    setting = plan.placements[-1].setting.sen_setting if plan and plan.placements else None
    lost = plan is not None and plan.ceased_on is None and setting in ("NEET", "NIEC", "NIEO")
    worries = identity.vulnerabilities(random, who, need, lost, world.on)
    family = identity.carers(random, who, any(item.kind == "looked_after" for item in worries))
    shell = Person(
        who.surname,
        who.forename,
        born_on,
        sex,
        ethnicity,
        who.postcode,
        who.upn,
        who.uln,
        who.upn_unknown,
        local_id=f"{index}",
    )
    asked = (item.asked_of for request in requests for item in request.advice if item.kind == "medical")
    return Life(
        key=key,
        person=in_full(shell, requests, plan, world.on),
        known_as=who.known_as,
        requests=requests,
        plan=plan,
        words=in_their_words(random, age(born_on, world.on), need),
        carers=family,
        coordinator=int(random.random() * world.coordinators),
        health_service=next(asked, None) or random.choice(HEALTH),
        first_language=family[0].language,
        communication=identity.communication(random, need),
        vulnerabilities=worries,
        address_hidden=any(carer.address_hidden for carer in family) or random.random() < 0.004,
    )
