"""What each group in each setting costs for one child and one year, in whole pence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goldenthread.domain.places.groups import Group
from goldenthread.domain.places.problems import BadPlaces
from goldenthread.domain.places.settings import ANY_NEED, Setting

Ints = NDArray[np.int64]
Metres = NDArray[np.float64]

NEVER: Final = 1 << 50  # the cost of a setting that does not take the child
DEAREST: Final = 1 << 40  # pence for one child and year; sums of a million children stay exact
EARTH: Final = 6_371_008.8  # metres, mean radius


@dataclass(frozen=True, slots=True)
class Terms:
    """Prices, pounds a year for one child. Distances are straight lines times `detour`.

    `overflow`: the price of an independent place for whoever fits nowhere; its transport is left out, since nobody
    knows where it will be. `per_km`: transport for each kilometre between home and setting. `moving`: added to every
    other place of a child who is settled, when `move_settled`; otherwise the settled stay, whatever it costs.
    `furthest_km`: no child is newly placed further away than this.
    """

    overflow: Decimal
    per_km: Decimal = Decimal(0)
    moving: Decimal = Decimal(0)
    move_settled: bool = False
    furthest_km: float | None = None
    detour: float = 1.0
    geographic: bool = False  # places are (latitude, longitude) in degrees, not metres of the National Grid


def pence(pounds: Decimal) -> int:
    """Whole pence, half a penny upwards. Raises BadPlaces for what no placement costs."""
    found = int((pounds * 100).quantize(Decimal(1), ROUND_HALF_UP))
    if not 0 <= found < DEAREST:
        raise BadPlaces(f"£{pounds} is no yearly price.")
    return found


def metres(groups: Sequence[Group], settings: Sequence[Setting], terms: Terms) -> Ints:
    """From each group's home (rows) to each setting (columns), whole metres."""
    homes = np.array([group.at for group in groups], dtype=np.float64).reshape(-1, 2)
    there = np.array([setting.at for setting in settings], dtype=np.float64).reshape(-1, 2)
    straight = _round_the_earth(homes, there) if terms.geographic else _on_the_grid(homes, there)
    straight *= terms.detour
    return np.rint(straight, out=straight).astype(np.int64)


def _on_the_grid(homes: Metres, there: Metres) -> Metres:
    found: Metres = np.hypot(homes[:, :1] - there[:, 0], homes[:, 1:] - there[:, 1])
    return found


def _round_the_earth(homes: Metres, there: Metres) -> Metres:
    """Great-circle distance by the haversine formula."""
    a, b = np.radians(homes), np.radians(there)
    half = np.sin((a[:, :1] - b[:, 0]) / 2) ** 2
    half = half + np.cos(a[:, :1]) * np.cos(b[:, 0]) * np.sin((a[:, 1:] - b[:, 1]) / 2) ** 2
    found: Metres = 2 * EARTH * np.arcsin(np.sqrt(np.minimum(1.0, half)))
    return found


def eligible(groups: Sequence[Group], settings: Sequence[Setting]) -> NDArray[np.bool_]:
    """Whether each setting (columns) takes each group (rows), by need and age alone."""
    needs = sorted({group.need for group in groups})
    takes = np.array(
        [[ANY_NEED in each.needs or need in each.needs for each in settings] for need in needs], dtype=bool
    )
    at = {need: place for place, need in enumerate(needs)}
    need = np.fromiter((at[group.need] for group in groups), np.int64, len(groups))
    age = np.fromiter((group.age for group in groups), np.int64, len(groups))[:, None]
    first = np.array([each.from_age for each in settings])
    last = np.array([each.to_age for each in settings])
    found: NDArray[np.bool_] = takes.reshape(len(needs), len(settings))[need] & (age >= first) & (age <= last)
    return found


def cost_table(groups: Sequence[Group], settings: Sequence[Setting], terms: Terms, far: Ints) -> Ints:
    """Pence for one child of each group (rows) in each setting; the last column is the independent price.

    NEVER where the setting does not take the child. A settled child's own setting is always open to it.
    """
    table = np.full((len(groups), len(settings) + 1), NEVER, dtype=np.int64)
    fees = np.array([pence(setting.cost) for setting in settings], dtype=np.int64)
    inner = table[:, :-1]
    np.multiply(far, pence(terms.per_km), out=inner)
    inner += 500  # half a penny is rounded upwards: metres times pence a kilometre are thousandths of a penny
    inner //= 1000
    inner += fees
    closed = ~eligible(groups, settings)
    if terms.furthest_km is not None:
        closed |= far > round(terms.furthest_km * 1000)
    table[:, -1] = pence(terms.overflow)
    code = {setting.code: place for place, setting in enumerate(settings)}
    settled = np.array([place for place, group in enumerate(groups) if group.current], dtype=np.int64)
    own = np.array([code[groups[place].current] for place in settled], dtype=np.int64)
    closed[settled, own] = False
    kept = inner[settled, own].copy()
    table[settled] += pence(terms.moving)
    inner[closed] = NEVER
    inner[settled, own] = kept
    return table
