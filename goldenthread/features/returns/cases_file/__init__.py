"""The spreadsheet a council starts with: one row a child, read from CSV or Excel; and the template to fill in."""

from goldenthread.features.returns.cases_file.columns import COLUMNS, Column
from goldenthread.features.returns.cases_file.reading import CasesFile, open_cases, read_cases
from goldenthread.features.returns.cases_file.rows import CaseRow
from goldenthread.features.returns.cases_file.template import write_csv_template, write_xlsx_template

__all__ = [
    "COLUMNS",
    "CaseRow",
    "CasesFile",
    "Column",
    "open_cases",
    "read_cases",
    "write_csv_template",
    "write_xlsx_template",
]
