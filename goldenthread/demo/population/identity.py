"""Who a person is: birth, names, numbers, family, and what makes lateness worse for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from goldenthread.demo.population import names
from goldenthread.demo.population.days import DAY, academic_age
from goldenthread.demo.population.life import Carer, Vulnerability
from goldenthread.domain.calendars.survey_days import survey_day

CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
COMMUNICATION = {
    "pmld": ("objects of reference", "switches and eye gaze", "signs and touch"),
    "sld": ("pictures and Makaton", "a communication book", "short spoken sentences"),
    "slcn": ("pictures and short sentences", "spoken English, with time", "a tablet that talks", "Makaton"),
    "asd": ("spoken English, plain and literal", "writing first, then talking", "pictures and a now-and-next board"),
    "hi": ("British Sign Language", "spoken English with hearing aids", "lip-reading and captions"),
    "vi": ("spoken English, large print", "Braille", "audio"),
    "msi": ("hands-on signing", "objects of reference"),
}
PLAIN = ("spoken English", "spoken English", "spoken English, with time to think", "drawing and talking")
PREFERS = ("email", "email", "email", "phone", "text", "text", "letter")


@dataclass(frozen=True, slots=True)
class Identity:
    """What module 1 of the return holds, and what people call the child."""

    forename: str
    surname: str
    known_as: str
    group: str
    born_on: date
    sex: str
    ethnicity: str
    postcode: str
    upn: str | None
    uln: str | None
    upn_unknown: str | None


def upn(lea: str, index: int, year: int) -> str:
    """A unique pupil number: check letter, authority, seven digits of `index` round the two-digit `year` of issue."""
    digits = f"{lea}{index // 1000 % 10000:04d}{year % 100:02d}{index % 1000:03d}"
    total = sum(int(digit) * weight for weight, digit in enumerate(digits, start=2))
    return CHECK_LETTERS[total % 23] + digits


def uln(index: int) -> str:
    """A unique learner number: ten digits from 98 or 99, the last a check digit (weights ten to two, remainder of
    eleven)."""
    for start in ("99", "98"):
        digits = f"{start}{index:07d}"
        remainder = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
        if remainder:
            break
    return f"{digits}{10 - remainder}"


def birth(random: Random, year: int, age: int) -> date:
    """A day of birth giving academic age `age` on the survey day of `year`."""
    first = date(year - 2 - age, 9, 1)
    return first + timedelta(days=int(random.random() * (date(year - 1 - age, 9, 1) - first).days))


def identity(random: Random, sex: str, ethnicity: str, born_on: date, lea: str, index: int, on: date) -> Identity:
    """Names, address and numbers. Under-sixes may have no UPN yet; from 19 some are known by ULN only."""
    group = names.group_for(random, ethnicity)
    given, family = names.forename(random, group, sex), names.surname(random, group)
    if random.random() < 0.006:
        family = given  # one name only: returns repeat it
    years, turn = academic_age(born_on, on), random.random()
    number = learner = unknown = None
    if years < 5 and turn < 0.5 and (on - born_on).days < 6 * 365:
        unknown = "UN1"
    elif years >= 19 and turn < 0.25:
        learner = uln(index)
    else:
        number = upn(lea, index, born_on.year + 5)
        learner = uln(index) if years >= 16 and turn > 0.6 else None
    postcode = (
        f"ZZ99 {random.randint(1, 9)}{random.choice('ABDEFGHJLNPQRSTUWXYZ')}{random.choice('ABDEFGHJLNPQRSTUWXYZ')}"
    )
    called = given if family == given else names.known_as(random, given)
    return Identity(given, family, called, group, born_on, sex, ethnicity, postcode, number, learner, unknown)


def carers(random: Random, who: Identity, looked_after: bool) -> tuple[Carer, ...]:
    """One or two who care for the child: some parted, with an address kept from the other; some foster carers."""
    language = names.language(random, who.group)

    def carer(
        relation: str, sex: str, family: str, *, home: bool = True, hidden: bool = False, group: str = who.group
    ) -> Carer:
        spoken = language if group == who.group else "English"
        return Carer(names.forename(random, group, sex), family, relation, home, hidden, spoken, random.choice(PREFERS))

    if looked_after:
        first = carer("foster carer", "F", names.surname(random, "british"), group="british")
        mother = carer("mother", "F", who.surname, home=False)
        return (first, mother) if random.random() < 0.7 else (first,)
    turn = random.random()
    mother_family = who.surname if random.random() < 0.75 else names.surname(random, who.group)
    if turn < 0.5:
        return carer("mother", "F", mother_family), carer("father", "M", who.surname)
    if turn < 0.72:
        return (carer("mother", "F", mother_family),)
    if turn < 0.88:
        hidden = random.random() < 0.15
        return (
            carer("mother", "F", mother_family, hidden=hidden),
            carer(
                "father", "M", names.surname(random, who.group) if random.random() < 0.3 else who.surname, home=False
            ),
        )
    if turn < 0.92:
        return (carer("father", "M", who.surname),)
    if turn < 0.95:
        return carer("mother", "F", mother_family), carer("stepfather", "M", names.surname(random, who.group))
    if turn < 0.97:
        return carer("mother", "F", mother_family), carer("mother", "F", names.surname(random, who.group))
    return (carer("grandmother", "F", mother_family), carer("mother", "F", who.surname, home=False))


def vulnerabilities(
    random: Random, who: Identity, need: str, out_of_school: bool, on: date
) -> tuple[Vulnerability, ...]:
    """Circumstances with the day each began. Rates are assumptions, near what local areas report for children with
    plans."""
    years = (on - who.born_on).days / 365.25
    chances = {
        "looked_after": 0.045 if years < 18 else 0.0,
        "child_protection": 0.015 if years < 18 else 0.0,
        "child_in_need": 0.09 if years < 18 else 0.0,
        "youth_justice": 0.012 if 11 < years < 18 else 0.0,
        "out_of_school": 0.9 if out_of_school else 0.015,
        "medical": 0.35 if need in ("pmld", "pd", "msi", "oth") else 0.03,
    }
    found = list[Vulnerability]()
    for kind, chance in chances.items():
        if random.random() < chance and not (kind in ("child_protection", "child_in_need") and found):
            oldest = max(who.born_on + DAY, on - timedelta(days=900))
            found.append(
                Vulnerability(kind, oldest + timedelta(days=int(random.random() * max(1, (on - oldest).days))))
            )
    return tuple(found)


def communication(random: Random, need: str) -> str:
    """How the child communicates best."""
    return random.choice(COMMUNICATION.get(need, PLAIN))


def age_at(year: int, born_on: date) -> int:
    """Academic age on the survey day of `year`."""
    return academic_age(born_on, survey_day(year))
