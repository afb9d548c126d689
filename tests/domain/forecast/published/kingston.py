"""The two tables of Kingston’s SEND Futures plan (2020), as its text has them, with the words around them."""

from __future__ import annotations

from typing import Final

HISTORIC: Final = """\
	2017/18	2018/19	2019/20
	£m	£m	£m
High Needs Block Income	20.59	23.70 ³	23.62
High Needs Block Expenditure	(25.32)	(27.78)	(29.66)
Other DSG Block underspend	0.52	0.70	0.86
In year total	(4.21)	(3.38)	(5.18)
Carry in	(6.48)	(10.69)	(14.07)
Cumulative overspend	(10.69)	(14.07)	(19.25)

³ £3m DSG advance provided by DfE
"""
BEFORE: Final = (
    "To enable partners to understand the current and potential future financial situation within the "
    "High Needs Block (HNB) of the Dedicated Schools Grant (DSG), the table below shows how expenditure "
    "might grow if the number of Education, Health and Care Plans (EHCPs) increases at a similar rate to "
    "the past three years and the average cost of an EHCP remains the same. The table also shows how this "
    "translates into an annual funding gap between expenditure and the funding provided by Government for "
    "this purpose, and how this builds on a cumulative basis over the timescale of the Plan."
)
FORECAST: Final = """\
	Estimated High Needs Block spend after allowing for increased efficiency	Estimated number of EHCPs end of financial year*	Average high needs spend relative to number of EHCPs	Estimated DSG (all education) Funding Gap (based on minimal funding increases)	Estimated Cumulative DSG (all education) Funding Gap (before action)
Year	£m	pupils	£	£m	£m
2020/21	£30,973	1,470	£21,076	4.677	23,929
2021/22	£32,529	1,617	£20,122	5.933	29,862
2022/23	£34,161	1,778	£19,211	7.265	37,127
2023/24	£35,835	1,956	£18,320	8.639	45,766
2024/25	£37,509	2,152	£17,433	10.013	55,779
"""  # noqa: E501  (the heading is one line there)
FOOTNOTE: Final = "*Based on 10% annual increase"
AFTER: Final = (
    "So for example, whilst HNB expenditure was £29.66m in 2019/20, it is forecast to grow to £30.97m in "
    "2020/21, assuming the number of EHCPs by then is 1,470, and the average cost of an EHCP is reduced "
    "by another 4% to £21,076. At the end of 2019/20 the cumulative funding gap had reached £19.25m. If "
    "the in-year funding gap grows as shown, so that the funding gap in 2020/21 alone is almost £4.677m, "
    "the cumulative gap would be more than £23.9m by the start of the 2021/22 financial year."
)
WITH_ITS_WORDS: Final = "\n".join((BEFORE, "", FORECAST, FOOTNOTE, "", AFTER, ""))
BOTH: Final = f"{HISTORIC}\n{WITH_ITS_WORDS}"
