"""Whether a paper about a child may leave: what it seems to say of others that nobody has looked at yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goldenthread.features.casework.models import LookedOver
from goldenthread.foundation.people.models import Child, Tie
from goldenthread.foundation.people.queries.others_named import Found, others_named


def stops(child: Child, paper: str, pages: Sequence[str]) -> list[Found]:
    """What stands on these pages and stops them; empty where they may leave. Five queries at most."""
    return stops_in(child, {paper: pages}).get(paper, [])


def stops_in(child: Child, papers: Mapping[str, Sequence[str]]) -> dict[str, list[Found]]:
    """The same of several papers at once, by paper; those that may leave are left out."""
    pages = [(paper, number, page) for paper, held in papers.items() for number, page in enumerate(held, start=1)]
    if not pages:
        return {}
    found = others_named([page for _, _, page in pages], child=child, allowed=_around(child))
    if not found:
        return {}
    let_go = {
        (row.paper, what, text)
        for row in LookedOver.rows.filter(child=child, paper__in=list(papers))
        for what, text in row.words
    }
    stopped: dict[str, list[Found]] = {}
    for each in found:
        paper, number, _ = pages[each.page - 1]
        if (paper, each.what, each.text) not in let_go:
            stopped.setdefault(paper, []).append(Found(number, each.what, each.text, each.around))
    return stopped


def _around(child: Child) -> list[str]:
    """Names that may stand in a paper about this child: everybody ever tied to them."""
    ties = Tie.objects.filter(child=child, adult__isnull=False)
    return sorted(set(ties.values_list("adult__name", flat=True)))
