"""The caseload as planning places counts it: need, age, area and where each child with a plan is now.

Every child with a plan is counted, whoever asks: nothing here names one, and pages hide groups too small to show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from goldenthread.domain.money.setting_kinds import Phase, phase_of, setting_kind
from goldenthread.domain.places.settings import KIND_OF, Kind
from goldenthread.domain.places.sufficiency import Attending
from goldenthread.features.casework.models import Need, Placement, Plan
from goldenthread.features.commissioning.models import CommissionedPlaces, PlanningArea

ELSEWHERE = "Elsewhere or not known"
NO_NEED = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """`count` children alike in these. `born`: the year in which they were, or will be, 0 on 31 August; None unknown.
    `body`: row number of the setting. `kind` None: without a placement."""

    need: str
    born: int | None
    area: str
    kind: Kind | None
    body: int | None
    count: int

    def age(self, school_year: int) -> int:
        """On 31 August before that school year (named by its September). Not known: as a secondary pupil."""
        return 11 if self.born is None else school_year - self.born


def caseload(areas: Sequence[PlanningArea], *, on: date) -> list[Counted]:
    """Children with a plan in force. Three queries, whatever the caseload."""
    needs = dict(Need.rows.filter(Q(rank=1) | Q(rank=None), plan__is_active=True).values_list("plan_id", "type"))
    placed = _placements(on)
    finder = area_finder(areas)
    counted: Counter[tuple[str, int | None, str, Kind | None, int | None]] = Counter()
    rows = Plan.rows.filter(is_active=True).values_list("id", "child__born_on", "child__postcode")
    for plan, born_on, postcode in rows.iterator(chunk_size=5000):
        kind, body = placed.get(plan, (None, None))
        born = None if born_on is None else born_on.year + (born_on.month > 8)
        counted[needs.get(plan, NO_NEED), born, finder(postcode), kind, body] += 1
    return [Counted(*key, count) for key, count in counted.items()]


def _placements(on: date) -> dict[int, tuple[Kind, int | None]]:
    """By plan: the kind of setting and the body, of the first placement in force."""
    rows = (
        Placement.rows.filter(Q(leaving_on=None) | Q(leaving_on__gte=on), plan__is_active=True)
        .filter(Q(entry_on=None) | Q(entry_on__lte=on))
        .exclude(rank__gt=1)
        .order_by("-id")
        .values_list(
            "plan_id", "organisation_id", "organisation__type_code", "sen_setting", "sen_unit", "resourced_provision"
        )
    )
    found: dict[int, tuple[Kind, int | None]] = {}
    for plan, body, type_code, code, unit, base in rows.iterator(chunk_size=5000):
        told = setting_kind(type_code or "", code, in_a_base=bool(unit or base), named=body is not None)
        found[plan] = (Kind.OTHER if told is None else KIND_OF[told], body)
    return found


def area_finder(areas: Sequence[PlanningArea]) -> Callable[[str], str]:
    """A function from a postcode to the name of its area: by sector, else by district, else ELSEWHERE."""
    named = {code: area.name for area in areas for code in area.postcodes}

    def find(postcode: str) -> str:
        plain = postcode.replace(" ", "").upper()
        district, sector = plain[:-3], f"{plain[:-3]} {plain[-3:-2]}"
        return named.get(sector) or named.get(district) or ELSEWHERE

    return find


def attending(
    counted: Sequence[Counted], commissions: Sequence[CommissionedPlaces], *, school_year: int
) -> list[Attending]:
    """As sufficiency counts them: each child in a setting's own commissioned places of their phase fills one."""
    codes = places_by_body(commissions)
    found: Counter[tuple[str, Phase, str, Kind | None, str]] = Counter()
    for each in counted:
        phase = phase_of(each.age(school_year))
        code = "" if each.body is None or each.kind is None else codes.get((each.body, each.kind, phase), "")
        found[each.need, phase, each.area, each.kind, code] += each.count
    return [Attending(*key, count) for key, count in found.items()]


def places_by_body(commissions: Sequence[CommissionedPlaces]) -> dict[tuple[int, Kind, Phase], str]:
    """The code of the places of a body, kind and phase."""
    return {(row.organisation_id, Kind(row.kind), Phase(row.phase)): row.public_id for row in commissions}
