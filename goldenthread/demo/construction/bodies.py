"""The partnership's own row, its schools, services and teams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.demo.population.life import School
from goldenthread.foundation.ids import new_id
from goldenthread.foundation.partnership import queries as partnership_queries
from goldenthread.foundation.partnership.models import Partnership
from goldenthread.foundation.people.models import Adult, Organisation

COUNCIL = "Wrenbury and Marle Council"
# The first two are the cast's; a larger partnership has as many more as its coordinators need.
TEAM_NAMES = ("Wrenbury SEND team", "Marle SEND team")
COORDINATORS_A_TEAM = 12
SOCIAL_CARE = "Wrenbury and Marle Children's Social Care"
PSYCHOLOGY = "Wrenbury and Marle Educational Psychology"
SENSORY = "Wrenbury Sensory Service"
OTHER_SERVICES = ("Marle Children's Therapies", "Marle CAMHS")
HEALTH_SERVICES = ("Marle Community Paediatrics", "Wrenbury Community Health", "Marle and District Children's Health")
# Coordinators are invented for as many caseloads as the partnership needs; the first few are in the cast.
COORDINATORS = (
    "Priya Nair", "Tom Ashdown", "Grace Adeyemi", "Callum Reid", "Hanna Kowalska", "Yusuf Demir", "Bethan Price",
    "Marcus Bell",
    "Leila Haddad", "Owen Tanner", "Chidi Okeke", "Rosa Marchetti", "Fern Whitlock", "Imran Sheikh", "Niamh Doyle",
    "Arjun Rao",
)  # fmt: skip


@dataclass(frozen=True)
class Bodies:
    """Row numbers of everything children are tied to."""

    teams: tuple[Organisation, ...]
    by_name: dict[str, Organisation]
    coordinators: tuple[Adult, ...]
    schools: dict[str, Organisation]

    def team_of(self, coordinator: int) -> Organisation:
        """Coordinators take turns between the teams."""
        return self.teams[coordinator % len(self.teams)]


def make_partnership(recipe: dict[str, object], la_code: str) -> Partnership:
    """The one row, marked as a demonstration for good."""
    row, _ = Partnership.objects.update_or_create(
        id=1,
        defaults={
            "name": "Wrenbury and Marle SEND partnership", "council_name": COUNCIL, "la_code": la_code, "is_demo": True,
            "demo_recipe": recipe, "contact_email": "send@wrenbury-marle.example", "contact_phone": "01632 960123",
            "advice_service_name": "Wrenbury and Marle SENDIASS", "advice_service_phone": "01632 960456",
            "mediation_service": "Talk It Over mediation, 01632 960777, hello@talk-it-over.example",
            "disagreement_service": "Common Ground, 01632 960778",
            "schools_information": "wrenbury-marle.example/schools, or call us on 01632 960123",
        },
    )  # fmt: skip
    partnership_queries.forget()
    return row


def make_bodies(schools: Sequence[School], coordinators: int) -> Bodies:
    """Every body, once; and the coordinators, as professionals."""
    teams = tuple(
        Organisation.objects.create(
            kind="council_team",
            name=name,
            email=f"send{number}@wrenbury-marle.example",
            phone=f"01632 960{number}",
        )
        for number, name in enumerate(_team_names(coordinators), start=130)
    )
    services = {
        name: Organisation.objects.create(kind="health_service", name=name, email=_inbox(name), phone=_phone(number))
        for number, name in enumerate((*HEALTH_SERVICES, *OTHER_SERVICES))
    }
    for number, name in enumerate((SOCIAL_CARE, PSYCHOLOGY, SENSORY), start=len(services)):
        services[name] = Organisation.objects.create(
            kind="council_team", name=name, email=_inbox(name), phone=_phone(number)
        )
    made = Organisation.objects.bulk_create([_school(school) for school in schools], batch_size=500)
    people = Adult.objects.bulk_create(
        Adult(
            public_id=new_id(), kind="professional", name=_coordinator_name(number), job_title="EHC coordinator",
            email=f"coordinator{number + 1}@wrenbury-marle.example", phone=f"01632 96{200 + number % 700:04d}",
        )
        for number in range(coordinators)
    )  # fmt: skip
    by_name = {**services, **{team.name: team for team in teams}}
    return Bodies(teams, by_name, tuple(people), {school.ukprn or school.urn or "": school for school in made})


def _inbox(name: str) -> str:
    """A team's own inbox: advice is asked of a team, never of a person alone."""
    return f"advice@{'-'.join(name.lower().replace(chr(39), '').split())}.example"


def _phone(number: int) -> str:
    return f"01632 960{500 + number}"


def _team_names(coordinators: int) -> list[str]:
    needed = max(len(TEAM_NAMES), -(-coordinators // COORDINATORS_A_TEAM))
    return [*TEAM_NAMES, *(f"Area {number} SEND team" for number in range(len(TEAM_NAMES) + 1, needed + 1))]


def _coordinator_name(number: int) -> str:
    if number < len(COORDINATORS):
        return COORDINATORS[number]
    first = COORDINATORS[number % len(COORDINATORS)].split()[0]
    last = COORDINATORS[(number * 7 + number // len(COORDINATORS)) % len(COORDINATORS)].split()[1]
    return f"{first} {last}"


def _school(school: School) -> Organisation:
    return Organisation(
        kind="school", name=school.name, urn=school.urn, ukprn=school.ukprn, type_code=school.type_code,
        phase=school.phase,
        status="Open", postcode=school.postcode, town="Wrenbury", sen_unit_places=12 if school.sen_unit else None,
        resourced_provision_places=15 if school.resourced_provision else None,
    )  # fmt: skip
