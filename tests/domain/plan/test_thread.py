"""The golden thread: joined at both ends or not, whatever a plan's items say of one another."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.advice.report import NEED, OUTCOME, PROVISION, STRENGTH
from goldenthread.domain.plan import thread
from goldenthread.domain.plan.items import Item
from goldenthread.domain.plan.thread import Advised, Kind, Thread, thread_of

HOPES = ("I want to be a vet.", "I want a friend.")
_SECTIONS = {STRENGTH: "B", NEED: "B", OUTCOME: "E", PROVISION: "F"}


def item(name: str, part: str, *serves: str, **more: object) -> Item:
    return Item(id=name, part=part, section=_SECTIONS[part], text=f"About {name}.", serves=serves, **more)  # type: ignore[arg-type]


def whole() -> list[Item]:
    """One need, answered, provided for, hoped for and evidenced."""
    return [
        item("n", NEED, sources=("a",)), item("o", OUTCOME, "n", hopes=HOPES[:1], sources=("a",)),
        item("p", PROVISION, "o", sources=("a",)),
    ]  # fmt: skip


def codes(found: Thread) -> set[tuple[str, str]]:
    return {(gap.rule.code, gap.node) for gap in found.gaps}


@st.composite
def plans(draw: st.DrawFn) -> list[Item]:
    """Any plan: needs, outcomes serving some needs, provision serving some outcomes, each with advice or without."""
    rows: list[Item] = []
    for part, before in ((STRENGTH, ""), (NEED, ""), (OUTCOME, NEED), (PROVISION, OUTCOME)):
        served = [each.id for each in rows if each.part == before]
        for number in range(draw(st.integers(0, 4))):
            serves = draw(st.lists(st.sampled_from(served), unique=True)) if served else []
            sources = draw(st.lists(st.sampled_from(["a1", "a2", "a3", "a4"]), unique=True, max_size=2))
            hopes = draw(st.lists(st.sampled_from([*HOPES, "Gone."]), unique=True)) if part == OUTCOME else []
            rows.append(
                item(f"{part[0]}{number}", part, *serves, sources=tuple(sources), hopes=tuple(hopes))
            )  # fmt: skip
    return rows


ADVISED = st.lists(
    st.builds(
        Advised, st.sampled_from(["a1", "a2", "a3", "a4"]), st.sampled_from([STRENGTH, NEED, OUTCOME, PROVISION]),
        st.just("Words."), st.just("Health"), st.sampled_from(["", "  ", "The family said no."]),
    ),
    unique_by=lambda each: each.id,
)  # fmt: skip


def test_a_whole_thread_has_no_gap() -> None:
    assert thread_of(whole(), hopes=HOPES, advised=[Advised("a", NEED, "Words.", "Health")]).gaps == ()


@given(plans(), ADVISED)
def test_every_gap_is_where_the_links_say_it_is(rows: list[Item], advised: list[Advised]) -> None:
    found = thread_of(rows, hopes=HOPES, advised=advised)
    needs, outcomes, provision = ([each for each in rows if each.part == part] for part in (NEED, OUTCOME, PROVISION))
    expected = set()
    for need in needs:
        answers = [each for each in outcomes if need.id in each.serves]
        if not answers:
            expected.add(("need_without_outcome", need.id))
        if not any(each.id in done.serves for each in answers for done in provision):
            expected.add(("need_without_provision", need.id))
    for outcome in outcomes:
        if not outcome.serves:
            expected.add(("outcome_without_need", outcome.id))
        if not any(outcome.id in done.serves for done in provision):
            expected.add(("outcome_without_provision", outcome.id))
        if not outcome.hopes:
            expected.add(("outcome_without_hope", outcome.id))
    expected |= {("provision_without_outcome", done.id) for done in provision if not done.serves}
    expected |= {("item_without_source", each.id) for each in (*needs, *outcomes, *provision) if not each.sources}
    carried = {source for each in rows if each.part != STRENGTH for source in each.sources}
    expected |= {
        ("advice_left_out", each.id) for each in advised
        if each.part != STRENGTH and each.id not in carried and not each.left_out.strip()
    }  # fmt: skip
    named = {node.id: node.text for node in found.of(Kind.HOPE)}
    expected |= {("hope_not_in_section_a", key) for key, text in named.items() if text not in HOPES}
    assert codes(found) == expected


@given(plans(), ADVISED)
def test_links_join_nodes_that_are_there_and_run_one_way(rows: list[Item], advised: list[Advised]) -> None:
    found = thread_of(rows, hopes=HOPES, advised=advised)
    kinds = {node.id: list(Kind).index(node.kind) for node in found.nodes}
    assert len(kinds) == len(found.nodes) and len(set(found.links)) == len(found.links)
    assert all(kinds[link.start] < kinds[link.end] for link in found.links)
    assert {gap.node for gap in found.gaps} <= set(kinds)
    for node in found.nodes:
        assert all(node.id in found.before(end) for end in found.after(node.id))


@given(plans(), st.data())
def test_a_link_more_never_breaks_the_thread_elsewhere(rows: list[Item], data: st.DataObject) -> None:
    outcomes = [each for each in rows if each.part == OUTCOME]
    provision = [each for each in rows if each.part == PROVISION]
    if not (outcomes and provision):
        return
    done, towards = data.draw(st.sampled_from(provision)), data.draw(st.sampled_from(outcomes))
    joined = replace(done, serves=tuple(dict.fromkeys((*done.serves, towards.id))))
    after = [joined if each.id == done.id else each for each in rows]
    assert codes(thread_of(after)) <= codes(thread_of(rows))


@given(plans())
def test_the_order_items_are_given_in_changes_no_gap(rows: list[Item]) -> None:
    assert codes(thread_of(reversed(rows), hopes=HOPES)) == codes(thread_of(rows, hopes=HOPES))


def test_a_link_to_what_was_taken_out_joins_nothing() -> None:
    found = thread_of([item("o", OUTCOME, "gone", sources=("a",))])
    assert found.links == () and (thread.NO_NEED.code, "o") in codes(found)


def test_the_lines_of_section_a_are_what_an_outcome_can_name() -> None:
    assert thread.lines_of("I like  maps.\n\n I like maps.\nTo read.") == ("I like maps.", "To read.")


def test_words_that_are_not_the_advices_want_a_reason() -> None:
    rows = [item("n", NEED, sources=("a",)), replace(item("m", NEED, sources=("a",)), changed_because="Shorter.")]
    found = codes(thread_of(rows, changed={"n", "m"}))
    assert (thread.NO_REASON.code, "n") in found and (thread.NO_REASON.code, "m") not in found
    assert (thread.NO_REASON.code, "n") not in codes(thread_of(rows))
