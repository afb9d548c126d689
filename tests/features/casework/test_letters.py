"""Letters: begun from the case, looked over, sent once and kept; two people at once; what must never leave."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from goldenthread.domain.statute.letters import letter_kinds
from goldenthread.features.casework.models import DecisionToIssue, Dispute, Letter, Milestone
from goldenthread.features.casework.operations import letter_printing, letter_wordings, letters
from goldenthread.features.casework.queries.letter_receivers import receivers_of
from goldenthread.features.casework.queries.letter_values import wording_of
from goldenthread.features.casework.queries.letters import letters_to, may_open, to_print
from goldenthread.foundation import clock
from goldenthread.foundation.access.roles import Role
from goldenthread.foundation.documents.keeping import File, content_of
from goldenthread.foundation.documents.words import words_by_page
from goldenthread.foundation.journal.reading import story_of
from goldenthread.foundation.partnership import queries as partnerships
from goldenthread.foundation.partnership.models import Partnership
from goldenthread.foundation.people.models import Adult, Child
from goldenthread.foundation.people.operations import name_tokens
from tests.builders import (
    a_child,
    a_health_service,
    a_milestone,
    a_request,
    a_school,
    a_team,
    an_account,
    an_adult,
    tie,
    viewer,
)

pytestmark = pytest.mark.django_db
KINDS = letter_kinds()
BY_POST = letters.Sending("post", ("Priya Nair", "EHC coordinator"))


class Case:
    """A child of a team, with a mother, a father whose address is hidden, a school and a health service."""

    def __init__(self) -> None:
        Partnership.objects.update_or_create(id=1, defaults={
            "mediation_service": "Talk It Over, 01632 960777", "disagreement_service": "Common Ground, 01632 960778",
            "advice_service_name": "SENDIASS", "advice_service_phone": "01632 960456",
        })  # fmt: skip
        partnerships.forget()
        self.on = clock.today()
        self.team = a_team("Wrenbury SEND team", phone="01632 960100", email="send@example.org")
        self.staff = an_account(Role.EHC_COORDINATOR, at=self.team, name="Priya Nair")
        self.by = viewer(self.staff)
        self.child = a_child("Amira", "Khan", born_on=date(self.on.year - 9, 3, 4))
        name_tokens.refresh([self.child.pk])
        tie(self.child, "case_team", at=self.team)
        self.mother = an_adult("Farah Khan", address="4 Ferry Street\nWrenbury", postcode="WM1 2AB")
        self.father = an_adult("Omar Khan", address="9 Quiet Close\nMarle", postcode="WM9 9ZZ", address_hidden=True)
        for who in (self.mother, self.father):
            tie(self.child, "parent", who=who, parental_responsibility=True)
        tie(self.child, "attends", at=a_school("Ferry Primary", street="1 School Lane", postcode="WM1 1AA"))
        tie(self.child, "health", at=a_health_service("Marle Health"))
        self.request = a_request(self.child, request_received=self.on - timedelta(days=10))

    def write(self, kind: str = "views_invited", to: Adult | None = None) -> Letter:
        found = receivers_of(self.child, KINDS[kind], on=self.on).found
        chosen = [each for each in found if each.adult_id == (to or self.mother).pk]
        return letters.write_letters(child=self.child, kind=KINDS[kind], receivers=chosen, by=self.by, on=self.on)[0]

    def save(self, letter: Letter, text: str) -> Letter:
        return letters.save(letter=letter, text=text, saves=letter.saves, by=self.by, on=self.on)

    def send(self, letter: Letter, sending: letters.Sending = BY_POST) -> Letter:
        return letters.send(letter=letter, saves=letter.saves, sending=sending, by=self.by, on=self.on)


@pytest.fixture
def case() -> Case:
    return Case()


def words(letter: Letter) -> str:
    assert letter.document is not None
    pages = words_by_page(File("a", letter.document.media_type, content_of(letter.document)))
    return " ".join(" ".join(pages).split())


def test_the_law_names_four_and_the_record_has_three_of_them(case: Case) -> None:
    found = receivers_of(case.child, KINDS["views_invited"], on=case.on)
    assert [each.name for each in found.found] == ["Farah Khan", "Omar Khan", "Marle Health", "Ferry Primary"]
    assert found.nobody_for == ("social care officers",)


def test_past_school_leaving_age_the_letter_is_the_young_persons(case: Case) -> None:
    case.child.born_on = date(case.on.year - 18, 1, 1)
    own = an_adult("Amira Khan", "young_person")
    tie(case.child, "self", who=own)
    family = [each.name for each in receivers_of(case.child, KINDS["other"], on=case.on).found]
    assert family == ["Amira Khan"]


def test_somebody_without_parental_responsibility_is_not_written_to(case: Case) -> None:
    tie(case.child, "carer", who=an_adult("Ray Ward"))
    assert "Ray Ward" not in {each.name for each in receivers_of(case.child, KINDS["other"], on=case.on).found}


def test_a_letter_is_filled_sent_kept_and_is_the_step_it_is(case: Case) -> None:
    letter = case.write()
    assert "Dear Farah Khan," in letter.text
    assert "((" not in letter.text
    sent = case.send(letter)
    told = words(sent)
    assert "Farah Khan 4 Ferry Street Wrenbury WM1 2AB" in told
    assert "Priya Nair EHC coordinator Wrenbury SEND team" in told
    assert Milestone.rows.get(request=case.request, fact="views_invited").happened_on == case.on
    again = case.send(case.write(to=case.father))  # the same step is not recorded twice
    assert Milestone.rows.filter(fact="views_invited").count() == 1
    assert again.shows_hidden_address
    told_so = [entry.what for entry in story_of(case.child.public_id, limit=20)]
    assert told_so.count("sent a letter") == 2


def test_a_sent_letter_cannot_change_be_sent_again_or_be_thrown_away(case: Case) -> None:
    sent = case.send(case.write())
    common: dict[str, Any] = {"letter": sent, "saves": sent.saves, "by": case.by, "on": case.on}
    for change in (
        lambda: letters.save(text="x", **common), lambda: letters.throw_away(**common),
        lambda: letters.send(sending=BY_POST, **common),
    ):  # fmt: skip
        with pytest.raises(letters.ChangedBySomebody) as stopped:
            change()
        assert stopped.value.now.state == "sent"


def test_two_people_at_once_the_second_is_told_and_keeps_their_words(case: Case) -> None:
    letter = case.write()
    case.save(letter, letter.text + "\n\nFrom the first.")
    with pytest.raises(letters.ChangedBySomebody) as stopped:
        case.save(letter, letter.text + "\n\nFrom the second.")
    assert "From the first." in stopped.value.now.text


def test_a_refusal_without_its_reasons_its_days_or_a_service_cannot_go(case: Case) -> None:
    letter = case.write("refuse_assess")
    with pytest.raises(letters.NotReady) as stopped:
        case.send(letter)
    assert stopped.value.blanks == ("reasons",)
    kept = case.save(letter, letter.text.replace("((reasons))", "It is going well at school, as the evidence of three "
                                                 "terms shows, and nothing more seems to be needed now."))  # fmt: skip
    assert letters.why_not(kept, on=case.on) is None
    later = letters.why_not(kept, on=case.on + timedelta(days=3))
    assert later is not None and "The right to appeal, and by when" in {item.name for item in later.items}
    sent = case.send(kept)
    assert "Talk It Over, 01632 960777" in words(sent)


def test_without_an_address_it_cannot_be_posted_and_can_be_handed_over(case: Case) -> None:
    Adult.objects.filter(pk=case.mother.pk).update(address="", postcode="")
    letter = case.write("other")
    with pytest.raises(letters.NotReady) as stopped:
        case.send(letter)
    assert stopped.value.homeless
    assert case.send(letter, letters.Sending("handed", ("Priya Nair",))).channel == "handed"


def test_another_childs_name_stops_it_and_a_reason_lets_it_go_and_is_kept(case: Case) -> None:
    other = a_child("Oisín", "Healy")
    name_tokens.refresh([other.pk])
    letter = case.write("other")
    kept = case.save(letter, letter.text.replace("\n\n\n\n", "\n\nOisin Healy has a place there.\n\n"))
    with pytest.raises(letters.NamesSomebody) as stopped:
        case.send(kept)
    assert [(each.page, each.what) for each in stopped.value.found] == [(1, "name")]
    assert Letter.rows.get(pk=kept.pk).state == "draft"
    sending = letters.Sending("post", ("Priya Nair",), release="His mother asked us to say so in this letter.")
    assert case.send(kept, sending).released_because
    story = story_of(case.child.public_id, limit=5)
    assert "Oisin" not in repr(story)
    assert any(entry.reason.startswith("His mother") for entry in story)


@pytest.mark.parametrize("written", ["9 Quiet Close", "9 quiet  close, Marle", "WM9 9ZZ", "wm99zz"])
def test_a_hidden_home_never_leaves_to_the_other_parent_whatever_the_reason(case: Case, written: str) -> None:
    letter = case.write("other", to=case.mother)
    kept = case.save(letter, letter.text.replace("\n\n\n\n", f"\n\nHe is at {written} now.\n\n"))
    with pytest.raises(letters.ShowsHiddenHome):
        case.send(kept, letters.Sending("post", ("Priya Nair",), release="It is fine"))
    assert case.send(case.write("other", to=case.father)).lines[1] == "9 Quiet Close"  # his own


def test_a_childs_hidden_home_does_not_leave_but_to_whoever_lives_there(case: Case) -> None:
    Child.rows.filter(pk=case.child.pk).update(address="9 Quiet Close", postcode="WM9 9ZZ", address_hidden=True)
    text = "Dear both,\n\nThe taxi comes to 9 Quiet Close."
    with pytest.raises(letters.ShowsHiddenHome):
        case.send(case.save(case.write("other"), text))
    case.send(case.save(case.write("other", to=case.father), text))


def test_who_may_open_and_print_a_letter_to_a_hidden_home(case: Case) -> None:
    to_him, to_her = case.send(case.write("other", to=case.father)), case.send(case.write("other"))
    assert not may_open(to_him, case.by, on=case.on)  # of the team, and not allocated
    assert may_open(to_her, case.by, on=case.on)
    assert to_print(case.by, on=case.on) == [to_her]
    manager = viewer(an_account(Role.TEAM_MANAGER, at=case.team))
    assert to_print(manager, on=case.on) == [to_him, to_her]
    assert to_print(viewer(an_account(Role.TEAM_MANAGER, at=a_team())), on=case.on) == []


def test_each_reads_the_letters_sent_to_them_and_no_others(case: Case) -> None:
    sent = case.send(case.write("other"))
    case.write("other")
    mother, father = an_account(Role.PARENT), an_account(Role.PARENT)
    for who, account in ((case.mother, mother), (case.father, father)):
        Adult.objects.filter(account=account).update(account=None)
        Adult.objects.filter(pk=who.pk).update(account=account)
    assert letters_to(case.child, viewer(type(mother).objects.get(pk=mother.pk))) == [sent]
    assert letters_to(case.child, viewer(type(father).objects.get(pk=father.pk))) == []


def test_letters_are_printed_once_and_each_begins_a_sheet(case: Case) -> None:
    manager = viewer(an_account(Role.TEAM_MANAGER, at=case.team))
    sent = [case.send(case.write("other")), case.send(case.write("other", to=case.father))]
    batch = letter_printing.print_letters(letters=sent, by=manager, on=case.on)
    with pytest.raises(letter_printing.NothingToPrint):
        letter_printing.print_letters(letters=sent, by=manager, on=case.on)
    assert to_print(manager, on=case.on) == []
    data = letter_printing.one_file(list(batch.letters.order_by("id")))
    pages = words_by_page(File("a", "application/pdf", data))
    assert len(pages) == 4 and "Farah Khan" in pages[0] and pages[1].strip() == "" and "Omar Khan" in pages[2]


def test_a_wording_is_saved_as_a_new_version_and_one_that_lost_an_item_is_refused(case: Case) -> None:
    kind = KINDS["refuse_assess"]
    common: dict[str, Any] = {"kind": kind, "by": case.by, "on": case.on}
    now = wording_of(kind)
    with pytest.raises(letter_wordings.Lacks) as lacks:
        letter_wordings.save_wording(text=now.text.replace("((appeal_by))", "soon"), version=0, **common)
    assert [item.name for item in lacks.value.items] == ["The right to appeal, and by when"]
    with pytest.raises(letter_wordings.UnknownValues):
        letter_wordings.save_wording(text=now.text + "((upn))", version=0, **common)
    assert letter_wordings.save_wording(text=now.text + "\n\nBye.", version=0, **common).version == 1
    with pytest.raises(letter_wordings.ChangedBySomebody):
        letter_wordings.save_wording(text=now.text + "\n\nMine.", version=0, **common)
    assert case.write("refuse_assess").text.endswith("Bye.")


def test_a_refusal_to_make_a_plan_has_the_reasons_that_were_recorded(case: Case) -> None:
    DecisionToIssue.rows.create(
        request=case.request, child_id=case.child.pk, will_issue=False, needs_plan=False, decided_by="The manager",
        decided_on=case.on, told_on=case.on, reasons="The school can give all of this from what it has, with help.",
        conflicts_declared=False, recorded_at=clock.now(), recorded_by="walker",
        **dict.fromkeys(
            ("evidence", "needs_shown", "provision_weighed", "views", "participation", "information", "outcomes"), "x"
        ),
    )  # fmt: skip
    letter = case.write("no_plan")
    assert "The school can give all of this from what it has, with help." in letter.text
    assert "((" not in letter.text
    dispute = Dispute.rows.create(child=case.child, request=case.request, rights="b", notice_on=case.on)
    a_milestone(dispute, "disagreement_opened", case.on)
    a_milestone(dispute, "order_made", case.on, detail="whole:again")
    again = case.write("no_plan")
    assert "((reasons))" in again.text, "told to decide again, the reasons are new ones"
