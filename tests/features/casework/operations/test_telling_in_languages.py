"""A message goes in the reader's own language where a person translated the English as it now is; else in English."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.domain.messages.wordings import ENDING, wordings
from goldenthread.features.casework.models import Request
from goldenthread.features.casework.operations import milestones, reminders
from goldenthread.foundation import clock, journal
from goldenthread.foundation.notify import translations
from goldenthread.foundation.notify.models import Message, Preference, Translation
from goldenthread.foundation.notify.preferences import LANGUAGES
from goldenthread.foundation.people.models import Adult, Child
from tests.builders import a_request, reckon
from tests.foundation.notify.outboxes import a_stub, drain
from tests.web.family.families import a_family, ago

pytestmark = pytest.mark.django_db
POLISH = {
    "draft_sent": "Projekt planu: ((name)).\n((council)): ((name)), ((day)).\nMasz 15 dni.",
    ENDING: "Termin: ((next_day)).\n((team)), ((council)).\nTelefon: ((phone)).\nE-mail: ((email)).",
}


def translate(code: str, text: str = "", language: str = "Polish") -> None:
    now = translations.one(language, code)
    assert now is not None
    translations.save(
        language=language, code=code, text=text or POLISH[code], translated_by="Ewa Nowak, Wrenbury Interpreters",
        version=now.version, english_mark=now.wording.mark, by=journal.SYSTEM, on=clock.today(),
    )  # fmt: skip


def a_polish_family(**chosen: str) -> Child:
    child, _ = a_family()
    parent = Adult.objects.get(ties__child=child, kind="family")
    Adult.objects.filter(pk=parent.pk).update(email="ewa@example.org", phone="07700900123")
    wanted = {"language": "Polish", **chosen}
    Preference.objects.create(adult=parent, changed_at=clock.now(), changed_by="x", **wanted)
    return child


def told(child: Child, fact: str = "draft_served") -> Message:
    request = Request.rows.create(child=child)
    milestones.record(of=request, fact=fact, happened_on=clock.today(), by=journal.SYSTEM, on=clock.today())
    found = Message.rows.order_by("id").last()
    assert found is not None
    return found


def test_with_a_current_translation_the_language_comes_first_and_the_english_follows() -> None:
    for code in POLISH:
        translate(code)
    row = told(a_polish_family())
    lines = row.translated.splitlines()
    assert row.language == "Polish" and lines[0] == "Projekt planu: Amira."
    assert f"The council: Amira, {clock.today():%d/%m/%Y}." in lines and "Telefon: 01632 960100." in lines
    assert not any("((" in line or "Termin" in line for line in lines), "no day is set, so its line is left out"
    assert "The first part is in Polish. A person translated it." in row.body
    with a_stub() as stub:
        drain()
        body = stub.held.notifications[0]["content"]["body"]
    assert body.index("Projekt planu") < body.index("# What has happened")


@pytest.mark.parametrize(
    ("more", "starts", "has_english"),
    [(0, "Projekt planu: Amira.", True), (30, "Projekt planu: Amira.", False), (50, "The council: ", True)],
)
def test_a_text_is_in_both_languages_where_they_fit(more: int, starts: str, has_english: bool) -> None:
    translate(ENDING)
    translate("draft_sent", POLISH["draft_sent"] + "\n" + "Długie słowo. " * more)
    told(a_polish_family(channel="text"))
    with a_stub() as stub:
        drain()
        (sent,) = stub.held.notifications
    body = sent["content"]["body"]
    assert sent["type"] == "sms" and body.startswith(starts) and len(body) <= 918
    assert ("draft plan on" in body) is has_english


@pytest.mark.parametrize("missing", list(POLISH))
def test_without_one_of_the_two_it_is_english_with_how_to_ask(missing: str) -> None:
    for code in set(POLISH) - {missing}:
        translate(code)
    row = told(a_polish_family())
    assert row.translated == row.language == ""
    assert "We can only write this in English so far. Ask the team for someone who speaks Polish." in row.body


def test_a_translation_of_english_that_has_changed_is_not_used_and_is_listed() -> None:
    for code in POLISH:
        translate(code)
    Translation.objects.filter(code="draft_sent").update(english_mark="00000000", english="It said something else.")
    assert told(a_polish_family()).translated == ""
    found = translations.one("Polish", "draft_sent")
    assert found is not None and found.standing is translations.Standing.OUT_OF_DATE
    (polish,) = (each for each in translations.languages() if each.name == "Polish")
    assert (polish.people, polish.current, polish.out_of_date) == (1, 1, 1)
    assert polish.missing == len(wordings()) - 2


def test_one_taken_away_is_used_no_more_and_another_languages_is_not_used() -> None:
    for code in POLISH:
        translate(code)
        translate(code, language="Slovak")
    now = translations.one("Polish", "draft_sent")
    assert now is not None
    common = {"language": "Polish", "code": "draft_sent", "translated_by": "Ewa", "by": journal.SYSTEM}
    translations.save(**common, text="", version=1, english_mark=now.wording.mark, on=clock.today())  # type: ignore[arg-type]
    assert told(a_polish_family()).translated == ""


def test_what_does_not_fit_the_english_is_refused() -> None:
    with pytest.raises(translations.Refused, match=r"There is no \(\(upn\)\)"):
        translate("draft_sent", "((name)) ((day)) ((upn))")
    with pytest.raises(translations.Refused, match=r"Put \(\(day\)\) in"):
        translate("draft_sent", "((name)).")
    with pytest.raises(translations.ChangedBySomebody):
        translations.save(
            language="Polish", code="draft_sent", text=POLISH["draft_sent"], translated_by="Ewa", version=3,
            english_mark=wordings()["draft_sent"].mark, by=journal.SYSTEM, on=clock.today(),
        )  # fmt: skip
    assert not Translation.objects.exists()


def test_easy_read_is_short_lines_that_a_person_finishes() -> None:
    row = told(a_polish_family(language="", format="easy_read"))
    assert "#" not in row.body and row.body.startswith("Dear Salma Khan,\n\nAmira’s draft plan has been sent.\n\n")
    for line in row.body.split("\n\n"):
        assert len(line.split()) <= 20, line
    assert "You can call 01632 960100." in row.body and "Marle SEND team" in row.body


def test_many_families_with_languages_cost_one_query_more_a_batch() -> None:
    def queries(families: int, **chosen: str) -> int:
        Message.rows.all().delete()
        for _ in range(families):
            child = a_polish_family(**chosen)
            a_request(child, request_received=ago(45))
            reckon(child)
        with CaptureQueriesContext(connection) as made:
            reminders.queue(by=journal.SYSTEM, on=clock.today())
        return len(made.captured_queries)

    queries(1, language="")  # what is read once in a process has been
    english = queries(0)
    assert queries(5) == english + 1


def test_every_language_that_can_be_chosen_can_be_written_but_the_signed_one() -> None:
    assert set(LANGUAGES) - set(translations.TAGS) == {"British Sign Language"}
    assert set(translations.TAGS) <= set(LANGUAGES)
    assert len(set(translations.TAGS.values())) == len(translations.TAGS)
