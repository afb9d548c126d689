"""Sentences around a table: what is read of them, and that what is not read is said."""

from __future__ import annotations

import pytest

from goldenthread.domain.forecast.published.checking import check_text
from goldenthread.domain.forecast.published.mapping import as_mapping
from goldenthread.domain.forecast.published.periods import periods_in
from goldenthread.domain.forecast.published.results import Checked
from goldenthread.domain.forecast.published.wording import in_words

TABLE = """\
Year\tForecast spend\tGrant\tIn-year gap\tCumulative deficit\tNumber of EHCPs
2025/26\t£41.2m\t£38.0m\t£3.2m\t£15.7m\t1,300
2026/27\t£44.1m\t£38.8m\t£5.3m\t£21.0m\t1,430
2027/28\t£47.2m\t£39.6m\t£7.6m\t£28.6m\t1,573
2028/29\t£50.5m\t£40.4m\t£10.1m\t£38.7m\t1,730
"""


def said(words: str) -> tuple[int, list[str], list[str]]:
    """How much is borne out, the messages of what is not, and figures that were not checked."""
    checked = check_text(f"{TABLE}\n{words}\n")
    left = [figure for each in checked.not_checked for figure in each.figures]
    return len(checked.agreements), [each.message for each in checked.contradictions], left


@pytest.mark.parametrize(
    "words",
    [
        "EHCPs grow 10% a year.", "EHCPs are expected to grow by 10% a year.",
        "The cumulative deficit will pass £38m by March 2029.", "By 2028/29 there will be 1,730 EHCPs.",
        "We expect 1,730 EHCPs by March 2029.", "The in-year gap at 31 March 2027 was £5.3m.",
        "The deficit stood at £12.5m at 31 March 2025.", "The cumulative deficit at the end of 2024/25 was £12.5m.",
        "Grant is forecast at £40.4m in 2028/29.",
    ],
)  # fmt: skip
def test_what_the_table_bears_out_is_read(words: str) -> None:
    assert said(words) == (1, [], [])


@pytest.mark.parametrize(
    "words, part",
    [
        ("EHCPs grow 12% a year.", "The text says 12% a year"),
        ("The cumulative deficit will pass £40m by March 2029.", "past £40m for 2028/29; “Cumulative deficit” has"),
        ("By 2028/29 there will be 1,450 EHCPs.", "1,450 for 2028/29; “Number of EHCPs” has 1,730"),
        ("The in-year gap at 31 March 2027 was £6.6m.", "£6.6m for 2026/27; “In-year gap” has £5.3m"),
        ("The deficit stood at £14.5m at 31 March 2025.", "£14.5m before 2025/26; “Cumulative deficit” opens"),
    ],
)  # fmt: skip
def test_what_the_table_has_otherwise_is_named(words: str, part: str) -> None:
    agreed, messages, left = said(words)
    assert (agreed, left) == (0, []) and len(messages) == 1 and part in messages[0]


@pytest.mark.parametrize(
    "words, figures",
    [
        ("In 2028/29 there will be 1,200 children in special schools.", ["1,200"]),
        ("The deficit will not exceed £30m by March 2029.", ["£30m"]),
        ("Savings are worth £7.4 million, and fees rise 3%.", ["£7.4 million", "3%"]),
        ("EHCPs grew 15% a year between 2018/19 and 2022/23.", ["15%"]),
        ("See table 3 on page 12, of 4 March 2026, for 2025 and 2027/28.", []), ("Costs rise every year.", []),
    ],
)  # fmt: skip
def test_figures_that_were_held_against_nothing_are_said(words: str, figures: list[str]) -> None:
    assert said(words) == (0, [], figures)


def test_what_was_not_checked_is_in_words_and_as_plain_values() -> None:
    checked: Checked = check_text(f"{TABLE}\nSavings are worth £7.4 million over the period.\n")
    assert as_mapping(checked)["not_checked"] == [
        {"text": "Savings are worth £7.4 million over the period.", "line": 7, "figures": ("£7.4 million",)}
    ]
    assert "- £7.4 million: “Savings are worth £7.4 million over the period.” (line 7)" in in_words(checked)


def test_a_year_named_with_its_last_day_closes_the_financial_year_before() -> None:
    closing = [period.closing() for _, _, period in periods_in("at 31 March 2027, in January 2027, on 1 April 2026")]
    assert [str(each) for each in closing] == ["2026/27", "None", "2025/26"]


FIRST = "Table 1\n\nYear,High needs grant (£m),EHCPs\n2025/26,46.8,1300\n2026/27,48.2,1385\n2027/28,49.6,1500\n"
SECOND = (
    "Table 2\n\nYear,High needs grant (£000),Number of EHCPs\n"
    "2025/26,46810,1300\n2026/27,48200,1385\n2027/28,49640,1500\n"
)


def test_two_tables_that_have_the_same_thing_otherwise_in_one_year_are_named() -> None:
    assert check_text(f"{FIRST}\n{SECOND}").contradictions == ()
    (found,) = check_text(f"{FIRST}\n{SECOND.replace('49640', '50100')}").contradictions
    assert found.rule == "tables.otherwise" and "2027/28: 49.6 and 50100" in found.message
    assert [(each.column, each.text) for each in found.cells] == [
        ("High needs grant (£m)", "49.6"), ("High needs grant (£000)", "50100"),
    ]  # fmt: skip


def test_tables_of_two_plans_that_part_after_the_first_year_do_not_contradict() -> None:
    mitigated = (
        SECOND.replace("48200", "47100").replace("49640", "47900").replace("1385", "1350").replace("1500", "1400")
    )
    assert check_text(f"{FIRST}\n{mitigated}").contradictions == ()


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("3.", []), ("17\tReview placements of young people aged 16 to 25 years.", []),
        ("2) Review of people from 0 to 25 years.", []), ("32 young people are in work.", ["32"]),
        ("4. Spend less by £1.85 million.", ["£1.85 million"]),
    ],
)  # fmt: skip
def test_the_number_of_a_paragraph_and_ages_are_not_listed_as_unchecked(words: str, left: list[str]) -> None:
    assert said(words)[2] == left
