"""Lists, searches and files hold only children the viewer may open; who those are is worked out from ties, by hand."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.foundation import clock
from goldenthread.foundation.people.models import Child
from tests.everyone.asking import body_of, browser_of, looks_of
from tests.everyone.specimens import Everyone
from tests.everyone.who_may import EVERYONE, FAMILY, PAGES, RECORD, SIGNED_OUT

pytestmark = pytest.mark.django_db
A_CHILD = re.compile(r"/children/(\w+)/")
QUESTIONS: dict[str, tuple[dict[str, str], ...]] = {
    "work": ({}, {"page": "2"}, {"officer": "all"}, {"sort": "name"}),
    "partner_work": ({}, {"page": "2"}, {"sort": "name"}),
    "family_home": ({},),
    "intake_tell": ({}, {"q": "a"}, {"q": "4/3/2016"}),
    "search": ({"q": "a"}, {"q": "Wilhelmina"}, {"q": "4 3 2016"}, {"q": "Q999000000001"}),
}
# name: (kind of tie, whether restricted records too). The body is the one where the role is held.
BY_BODY = {
    "Ngozi Umeh": ("case_team", True), "Helen Marsh": ("attends", True),
    "Adaeze Obi": ("attends", True), "Colin Frost": ("attends", False), "Sunita Rao": ("health", True),
    "Dr Elin Hughes": ("health", True), "Kwame Mensah": ("social_care", True), "Dr Ines Duarte": ("psychology", True),
    "Maeve Corrigan": ("adviser", True),
    "Priya Nair": ("case_team", False), "Tom Ashdown": ("case_team", False), "Emeka Stone": ("case_team", False),
    "Edith Rowe": ("case_team", False), "Bea Fairlie": ("attends", True),
}  # fmt: skip
BY_PERSON = {
    "Priya Nair": "allocated", "Tom Ashdown": "allocated", "Joan Teller": "advocate", "Farah Aziz": "parent",
    "Dawn Pritchard": "parent", "Gareth Lomax": "parent", "Bea Fairlie": "parent", "Jamie Osei": "self",
    "Ruth Calder": "panel",
}  # fmt: skip


def theirs(everyone: Everyone, name: str) -> set[str]:
    """Public ids of the children this person has to do with today, from the ties alone."""
    if name == SIGNED_OUT:
        return set()
    children: set[str] = set()
    if name == "Stefan Lindqvist":
        children = set(Child.rows.filter(sensitivity="standard").values_list("public_id", flat=True))
    account, today = everyone.accounts[name], clock.today()
    bodies = {grant.organisation_id for grant in account.grants.all() if grant.organisation_id}
    for child in Child.rows.prefetch_related("ties__adult"):
        for tie in child.ties.all():
            if (tie.started_on and tie.started_on > today) or (tie.ended_on and tie.ended_on < today):
                continue
            kind, restricted = BY_BODY.get(name, ("", False))
            if tie.kind == kind and tie.organisation_id in bodies and (restricted or child.sensitivity == "standard"):
                children.add(child.public_id)
            own = tie.adult is not None and tie.adult.account_id == account.pk
            if own and tie.kind == BY_PERSON.get(name) and (tie.kind != "parent" or tie.parental_responsibility):
                children.add(child.public_id)
    if name == "Emeka Stone":
        children.add(everyone.specimens["in an emergency"].public_id)
    return children


@pytest.mark.parametrize("name", sorted(EVERYONE))
def test_the_two_tables_written_by_hand_agree_about_the_specimens(name: str, everyone: Everyone) -> None:
    mine = theirs(everyone, name)
    if name == "Gareth Lomax":  # the young person has not agreed to him, which ties alone do not say
        mine.discard(everyone.specimens["grown up"].public_id)
    for key, child in everyone.specimens.items():
        assert (child.public_id in mine) == (name in RECORD[key] | FAMILY.get(key, frozenset())), key


@pytest.mark.parametrize("name", sorted(EVERYONE))
def test_lists_show_only_their_children_and_record_those_they_show(name: str, everyone: Everyone) -> None:
    mine = theirs(everyone, name)
    others = [child for child in Child.rows.all() if child.public_id not in mine]
    known = {child.full_name for child in Child.rows.filter(public_id__in=mine)}

    def is_told(child: Child, text: str) -> bool:
        by_name = child.full_name not in known and child.full_name in text
        return by_name or child.public_id in text or bool(child.upn and child.upn in text)

    for page_name in (each for each in QUESTIONS if name in PAGES[each].who):
        for asked in QUESTIONS[page_name]:
            before = looks_of(everyone, name)
            response = browser_of(everyone, name).get(reverse(page_name), asked)
            text = unescape(body_of(response)).replace(asked.get("q") or "\0", "")  # what was typed is shown again
            assert [child.public_id for child in others if is_told(child, text)] == [], (page_name, asked)
            if response.status_code == 200:
                linked, looked = set(A_CHILD.findall(text)), set(looks_of(everyone, name) - before)
                assert linked == looked, (page_name, asked)


@pytest.mark.parametrize("name", sorted(EVERYONE))
def test_a_file_holds_only_children_the_viewer_may_export_and_records_each(name: str, everyone: Everyone) -> None:
    before = looks_of(everyone, name)
    response = browser_of(everyone, name).post(reverse("work_export") + "?officer=all")
    if name not in PAGES["work_export"].who:
        assert response.status_code in (302, 404)
        return
    sent = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    lines = list(csv.DictReader(io.StringIO(sent)))
    exported = {line["Id"] for line in lines}
    assert exported <= theirs(everyone, name), "the file holds somebody else's child"
    assert everyone.specimens["in an emergency"].public_id not in exported, (
        "opened in an emergency, so not to take away"
    )
    assert exported == set(looks_of(everyone, name) - before)
    if name in ("Priya Nair", "Ngozi Umeh", "Tom Ashdown"):
        assert len(lines) > 10


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(everyone: Everyone) -> None:
    Child.rows.filter(pk=everyone.specimens["ours"].pk).update(forename="=HYPERLINK(1)", surname="+1")
    browser: Client = browser_of(everyone, "Priya Nair")
    sent = body_of(browser.post(reverse("work_export")))
    assert "'=HYPERLINK(1)" in sent and not re.search(r"(^|,|\")[=+@]", sent.split("\r\n", 1)[1], re.MULTILINE)
