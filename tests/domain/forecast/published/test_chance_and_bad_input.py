"""What must never be found: rules in random numbers, and an answer where there is no table."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goldenthread.domain.forecast.published.catalogue import CONTRADICTIONS, RULES, published_markdown
from goldenthread.domain.forecast.published.checking import NoTable, check_text
from goldenthread.domain.forecast.published.figures import figure_of, plain, rounded
from goldenthread.domain.forecast.published.fits import roundest
from goldenthread.domain.forecast.published.mapping import as_mapping
from goldenthread.domain.forecast.published.periods import period_of
from goldenthread.domain.forecast.published.results import CONTRADICTS, EXPLAINED, INPUT
from goldenthread.domain.forecast.published.units import unit_alone, unit_within
from goldenthread.domain.forecast.published.wording import in_words

NAMES = ("Spend £k", "Plans", "Average cost £", "Gap £k", "Cumulative gap £k", "Total £k")


def drawn(seed: int, rows: int, columns: int, across: bool, places: int) -> str:
    """A table of numbers that have nothing to do with each other."""
    import random

    chance = random.Random(seed)
    cells = [[f"{chance.randint(50, 99_999) / 10**places:.{places}f}" for _ in range(columns)] for _ in range(rows)]
    if across:
        head = "\t" + "\t".join(f"{2020 + at}/{21 + at}" for at in range(columns))
        return "\n".join([head, *("\t".join((f"Line {at}", *line)) for at, line in enumerate(cells))])
    head = "Year\t" + "\t".join(NAMES[:columns])
    return "\n".join([head, *("\t".join((f"{2020 + at}/{21 + at}", *line)) for at, line in enumerate(cells))])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9), st.integers(3, 7), st.integers(2, 6), st.booleans(), st.integers(0, 2))
def test_random_numbers_are_all_inputs(seed: int, rows: int, columns: int, across: bool, places: int) -> None:
    checked = check_text(drawn(seed, rows, columns, across, places))
    (table,) = checked.tables
    assert table.count(INPUT) == table.cells == rows * columns, checked
    assert checked.contradictions == ()


@settings(max_examples=40, deadline=None)
@given(
    st.integers(300, 9_000), st.integers(-80, 150).filter(lambda tenths: abs(tenths) > 5), st.integers(5, 9),
    st.sampled_from([0, 1]),
)  # fmt: skip
def test_any_growth_is_found_with_its_rate(base: int, tenths: int, years: int, places: int) -> None:
    assume(base * abs(tenths) >= 100_000)  # steps of a hundred: smaller ones are too few to tell growth from chance
    factor = 1 + Fraction(tenths, 1_000)
    lines = ["Year,Number of plans"]
    lines += [f"{2020 + at},{plain(base * factor**at, places).replace(',', '')}" for at in range(years)]
    (table,) = check_text("\n".join(lines)).tables
    rule = table.columns[0].rule
    assert rule is not None and table.count(EXPLAINED) == years
    if rule.id == "growth.unrounded":  # a rounder rate may give the same roundings
        rate = rule.parameters["rate_percent"]
        assert isinstance(rate, Fraction) and abs(rate - Fraction(tenths, 10)) < Fraction(2, 10)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(100, 90_000), st.integers(100, 90_000)), min_size=4, max_size=8), st.integers(0, 7)
)
def test_a_sum_is_found_and_the_one_wrong_among_many_is_named(pairs: list[tuple[int, int]], at: int) -> None:
    place = at % len(pairs)
    rows = [(f"{2020 + year}/{21 + year}", a, b, a + b + 111 * (year == place)) for year, (a, b) in enumerate(pairs)]
    text = "Year\tSchools\tColleges\tTotal\n" + "\n".join("\t".join(map(str, row)) for row in rows)
    (table,) = check_text(text).tables
    statuses = [cell.status for cell in table.columns[2].cells]
    if len({a + b for a, b in pairs}) == len(pairs):
        assert statuses == [CONTRADICTS if year == place else EXPLAINED for year in range(len(pairs))]


def test_a_line_through_two_points_explains_nothing() -> None:
    (table,) = check_text("Year,Plans\n2024,1200\n2025,1350\n").tables
    assert table.count(INPUT) == 2
    (table,) = check_text("Year,Plans\n2024,1200\n2025,1350\n2026,1500\n2027,1650\n").tables
    assert table.count(EXPLAINED) == 4 and table.columns[0].rule is not None
    assert (table.columns[0].rule.cells, table.columns[0].rule.free) == (4, 2)


@pytest.mark.parametrize(
    "text, said",
    [
        ("", "No table of figures"), ("Only words, and 1,340 plans in 2020.\nAnd more.", "No table of figures"),
        ("Year,Plans,Spend\n2024,1200,31000\n", "line 2 has one row"),
        ("Year,Plans\n\x00", "zero byte stands on line 2"),
        ("x" * 2_000_001, "2,000,001 characters"), ("Name,Place\nAnn,Bath\nBob,Ely\n", "No table of figures"),
        ("A,B,C\n" + "x,1,2\n" * 201, "201 rows"), ("\u202e\u200b\ud7ff" * 50, "No table of figures"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_the_reason(text: str, said: str) -> None:
    with pytest.raises(NoTable, match=said):
        check_text(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300) | st.text(alphabet='0123456789,.\t£%()-\n/ |;"*Yearm', max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    try:
        check_text(text)
    except NoTable as refused:
        assert str(refused)


def test_strange_characters_in_a_table_are_read_as_they_stand() -> None:
    text = "Year,Plans\u200b,Spend £m\n2024,1\u00a0200,٣٤\n2025,1 350,\u221231.5\n2026,1500,1e9\n"
    (table,) = check_text(text).tables
    assert [(cell.text, cell.value) for column in table.columns for cell in column.cells] == [
        ("1\u00a0200", 1200), ("1 350", 1350), ("1500", 1500), ("\u221231.5", Fraction("-31.5")),
    ]  # fmt: skip


def test_a_cell_that_cannot_be_read_is_named_with_its_line() -> None:
    text = (
        'Year,Spend (£m),Grant (£m),Note\n2020/21,12.O,9.0,as agreed\n2021/22,"15,0",9.5,\n2022/23,14.0,n/a,-\n'
        "2023/24,15.0,see note 1,\n2024/25,16.0,10.0,\n"
    )
    checked = check_text(text)
    assert [(each.line, each.row, each.column, each.text) for each in checked.tables[0].unread] == [
        (2, "2020/21", "Spend (£m)", "12.O"), (3, "2021/22", "Spend (£m)", "15,0"),
        (5, "2023/24", "Grant (£m)", "see note 1"),
    ]  # fmt: skip
    assert as_mapping(checked)["tables"][0]["unread"][0]["text"] == "12.O"
    assert "left out: line 3, “2021/22”, “Spend (£m)”: 15,0" in in_words(checked)
    assert check_text("Year,A,B\n2020,1,2\n2021,2,4\n").tables[0].unread == ()


@pytest.mark.parametrize("words", ["£1" + ",111" * 2_500 + "m", "It rose by 4% to 21x.", "1" + ",111" * 2_500])
def test_numbers_without_an_end_in_the_words_around_a_table_are_no_numbers(words: str) -> None:
    assert check_text(f"Year,It,B\n2020,1,2\n2021,2,4\n2022,3,5\n\n{words}\n").contradictions == ()


def test_a_file_of_many_large_tables_is_refused_before_the_search() -> None:
    table = "Year\t" + "\t".join(f"c{at}" for at in range(20)) + "\n"
    table += "".join(
        f"{1990 + year}\t" + "\t".join(str(7 * at + year) for at in range(20)) + "\n" for year in range(30)
    )
    with pytest.raises(NoTable, match=r"6 tables hold 3,780 cells together; at most 3,500"):
        check_text("\n\n".join([table] * 6))


@pytest.mark.parametrize(
    "text, value, places",
    [
        ("£30,973", "30973", 0), ("(25.32)", "-25.32", 2), ("23.70 ³", "23.70", 2), ("12.5%", "12.5", 1),
        ("£(1,234)", "-1234", 0), ("−4.21", "-4.21", 2), (".5", "0.5", 1), ("1,234*", "1234", 0), ("£1.2m", "1.2", 1),
        ("-£3", "-3", 0), ("£(4.9)m", "-4.9", 1), ("(4.9)k", "-4.9", 1),
    ],
)  # fmt: skip
def test_a_cell_as_a_number(text: str, value: str, places: int) -> None:
    figure = figure_of(text)
    assert figure is not None and (figure.value, figure.places) == (Fraction(value), places)


@pytest.mark.parametrize(
    "text", ["2020/21", "1,2345", "twelve", "(5", "5)", "--5", "£", "", "1.2.3", "9" * 41, "(4.9m)m"]
)
def test_no_number(text: str) -> None:
    assert figure_of(text) is None


def test_rounding_is_half_up_and_the_roundest_number_is_the_one_with_fewest_digits() -> None:
    assert [rounded(Fraction(x), 0) for x in ("0.5", "1.5", "2.5", "-2.5")] == [1, 2, 3, -3]
    assert roundest(Fraction("1335.95"), Fraction("1336.22")) == 1336
    assert roundest(Fraction("9.97"), Fraction("10.02")) == 10 and roundest(
        Fraction("4.45"), Fraction("4.52")
    ) == Fraction("4.5")
    assert plain(Fraction("-1234567.5"), 1) == "−1,234,567.5" and plain(Fraction(1, 20)) == "0.05"


def test_units_and_years_as_they_are_written() -> None:
    alone = ("£m", "(£000)", "£'000s", "£ million", "%", "pupils", "£bn", "Spend")
    assert [str(unit_alone(each)) for each in alone] == [
        "£m", "£k", "£k", "£m", "%", "pupils", "£bn", "None",
    ]  # fmt: skip
    assert [str(unit_within(each)) for each in ("Spend (£m)", "Gap £000", "% of plans", "Number of plans")] == [
        "£m", "£k", "%", "number",
    ]  # fmt: skip
    years = ("2020/21", "2020-21", "January 2025", "Year 3", "31 March 2024", "2023/24 forecast", "2016-2020", "1,990")
    assert [str(period_of(each)) for each in years] == [
        "2020/21", "2020/21", "2025", "Year 3", "2024", "2023/24", "None", "None",
    ]  # fmt: skip


def test_every_rule_and_contradiction_the_code_can_name_is_on_the_reference_page() -> None:
    import re
    from importlib import resources

    source = "".join(
        each.read_text(encoding="utf-8")
        for each in resources.files("goldenthread.domain.forecast.published").iterdir()
        if each.name.endswith(".py") and each.name != "catalogue.py"
    )
    contradictions = set(re.findall(r'Contradiction\(\s*f?"([a-z_.]+)', source))
    assert contradictions == set(CONTRADICTIONS)
    assert all(f'"{rule}"' in source for rule in RULES)
    page = published_markdown()
    assert all(f"`{name}`" in page for name in (*RULES, *CONTRADICTIONS))
