"""Checks of the header (OUR-H...)."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.domain.sen2 import codes
from goldenthread.domain.sen2.findings import Finding, Survey, error
from goldenthread.domain.sen2.records import Header


def h1_collection(header: Header, survey: Survey) -> Iterator[Finding]:
    """OUR-H1."""
    if header.collection != "SEN2":
        yield error("OUR-H1", "Collection", f"The collection is {header.collection or 'missing'}; it is SEN2.")
    if header.year is None:
        yield error("OUR-H1", "Year", "The year is missing; give it.")
    if header.reference_on is None:
        yield error("OUR-H1", "ReferenceDate", "The survey day is missing; give it.")
    elif header.year and header.reference_on.year != header.year:
        yield error("OUR-H1", "ReferenceDate", "The survey day is not in the return's year; correct one of them.")
    if header.source_level != "L":
        yield error("OUR-H1", "SourceLevel", "The source level is not L; correct it.")
    if header.lea not in codes.english_authorities() and header.lea != (survey.made_up or None):
        yield error("OUR-H1", "LEA", f"{header.lea or 'Nothing'} is not the number of an English local authority.")


def h2_officers(header: Header, survey: Survey) -> Iterator[Finding]:
    """OUR-H2."""
    for element, value in (("DMO", header.dmo), ("DCO", header.dco), ("DSCO", header.dsco)):
        if survey.asks("Header", element) and value not in codes.codes("DMO"):
            yield error("OUR-H2", element, f"{element} is missing; give Y, N or R.")


CHECKS = (h1_collection, h2_officers)
