"""Two people at the very same moment: one text stands and the other is given back; what is sent is what was checked."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from types import SimpleNamespace

import pytest
from django.db import connection

from goldenthread.features.casework.models import (
    BroughtPlan,
    DraftAnswer,
    HealthAgreement,
    PlanComment,
    PlanCopy,
    PlanItem,
    PlanItemBefore,
    PlanSection,
    Request,
)
from goldenthread.features.casework.operations import (
    draft_answers,
    drafts_shown,
    health_agreements,
    plan_assembling,
    plan_bringing,
    plan_copies,
    plan_items,
)
from goldenthread.features.casework.operations import plan_sections as writing
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.queries.draft_for_advisers import draft_for
from goldenthread.features.casework.queries.health_agreements import agreement_on, text_now
from goldenthread.features.casework.queries.plan_brought import offered_by
from goldenthread.features.casework.queries.plan_drafts import checked_text, text_in, texts_of
from goldenthread.features.casework.queries.plans_brought import rows_brought
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation import clock
from goldenthread.foundation.journal.models import Entry
from tests import builders as a
from tests.drafting import a_case, day, serve, write
from tests.plan_advice import a_case_with_advice
from tests.plan_advisers import a_case_of_many, show

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*doings: Callable[[], str]) -> list[str]:
    """What came of each, done by a thread of its own at one moment."""
    together, outcomes = Barrier(len(doings)), []

    def run(doing: Callable[[], str]) -> None:
        try:
            together.wait(10)
            outcomes.append(doing())
        except Exception as failed:
            outcomes.append(repr(failed))
        finally:
            connection.close()

    threads = [Thread(target=run, args=(doing,)) for doing in doings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(outcomes)


def saving(case: SimpleNamespace, who: str, text: str, version: int) -> Callable[[], str]:
    by = a.viewer(getattr(case, who))

    def save() -> str:
        try:
            writing.save_section(
                request=case.request, code="B", text=text, version=version, by=by, on=clock.today()
            )  # fmt: skip
        except writing.SectionChanged as changed:
            return f"given back, shown {changed.row.text}"
        return "saved"

    return save


def test_of_two_saves_one_stands_and_the_other_is_given_back() -> None:
    case = a_case()
    outcomes = at_once(saving(case, "priya", "Hers", 0), saving(case, "owen", "His", 0))
    stands = PlanSection.rows.get(code="B")
    assert outcomes == [f"given back, shown {stands.text}", "saved"] and stands.version == 1


def test_a_draft_sent_while_somebody_saves_holds_what_was_checked() -> None:
    case = a_case()
    write(case)
    texts = {code: row.text for code, row in texts_of(case.request.pk).items()}
    checked, version = checked_text(texts), version_of(case.amira.pk)
    by = a.viewer(case.priya)

    def send() -> str:
        try:
            plan_copies.serve_draft(
                request=case.request, served_on=clock.today(), answer_by=day(-14), checked=checked, by=by,
                on=clock.today(), version=version,
            )  # fmt: skip
        except plan_copies.TextChanged:
            return "looks again"
        return "sent"

    outcomes = at_once(send, saving(case, "owen", "Newer", 1))
    assert outcomes in (["saved", "sent"], ["looks again", "saved"])
    assert PlanSection.rows.get(code="B").text == "Newer"
    assert [text_in(copy)["B"] for copy in PlanCopy.rows.all()] == ["What section B says."] * outcomes.count("sent")


def test_of_two_who_send_the_same_further_draft_one_sends_it() -> None:
    case = a_case()
    write(case)
    serve(case)
    write(case, F="Another text.")
    texts = {code: row.text for code, row in texts_of(case.request.pk).items()}
    checked, version = checked_text(texts), version_of(case.amira.pk)

    def sending(who: str) -> Callable[[], str]:
        by = a.viewer(getattr(case, who))

        def send() -> str:
            try:
                plan_copies.serve_draft(
                    request=Request.rows.get(pk=case.request.pk), served_on=clock.today(), answer_by=day(-14),
                    checked=checked, by=by, on=clock.today(), version=version,
                )  # fmt: skip
            except NotNow:
                return "sent already"
            return "sent"

        return send

    assert at_once(sending("priya"), sending("owen")) == ["sent", "sent already"]
    assert PlanCopy.rows.filter(kind=PlanCopy.Kind.DRAFT).count() == 2


def test_of_two_who_change_one_need_one_stands_and_the_other_is_given_back() -> None:
    case = a_case()
    common = {"request": case.request, "on": clock.today(), "part": "need"}
    row = plan_items.save_item(**common, given={"text": "First"}, by=a.viewer(case.priya))

    def saving_item(who: str, text: str) -> Callable[[], str]:
        by = a.viewer(getattr(case, who))

        def save() -> str:
            try:
                plan_items.save_item(**common, given={"text": text}, by=by, item_id=row.public_id, version=1)
            except plan_items.ItemChanged as changed:
                assert changed.now is not None
                return f"given back, shown {changed.now.text}"
            return "saved"

        return save

    outcomes = at_once(saving_item("priya", "Hers"), saving_item("owen", "His"))
    stands = PlanItem.rows.get()
    assert outcomes == [f"given back, shown {stands.text}", "saved"] and stands.version == 2
    assert [each.said["text"] for each in PlanItemBefore.rows.all()] == ["First"]
    assert PlanSection.rows.get(code="B").text == f"Needs\n\nB1: {stands.text}"


def test_two_who_take_the_same_advice_take_it_once() -> None:
    case = a_case_with_advice()

    def taking(who: str) -> Callable[[], str]:
        by = a.viewer(getattr(case, who))
        common = {"request": case.request, "by": by, "on": clock.today()}
        return lambda: str(len(plan_assembling.take_advice(**common, entries=case.entries)))

    assert at_once(taking("priya"), taking("owen")) == ["0", "4"]
    assert PlanItem.rows.count() == 4


def test_two_who_bring_in_one_file_and_add_its_line_add_it_once() -> None:
    case = a_case()
    offered = offered_by(case.amira, "plan.txt", b"Section F\nA therapist works with Amira weekly.")
    told = {"request": case.request, "on": clock.today()}

    def bringing(who: str) -> Callable[[], str]:
        by = a.viewer(getattr(case, who))

        def bring() -> str:
            plan = plan_bringing.bring_in_plan(**told, offered=offered, texts=["F"], rows=[], by=by).plan
            row = rows_brought(plan)[0].id
            return str(len(plan_bringing.add_rows(**told, plan_id=plan.public_id, rows={row: ""}, by=by)))

        return bring

    assert at_once(bringing("priya"), bringing("owen")) == ["0", "1"]
    assert BroughtPlan.rows.count() == PlanItem.rows.count() == 1


def test_of_two_who_answer_for_health_one_is_kept_and_the_other_is_shown_it() -> None:
    case = a_case_of_many()
    copy = show(case)

    def answering(who: str, agrees: bool) -> Callable[[], str]:
        by, said = a.viewer(case.officer), health_agreements.Answer(agrees, "Not so.", who, "Marle ICB")

        def answer() -> str:
            try:
                health_agreements.answer_here(
                    copy=copy, answer=said, organisation=case.health, was=0, by=by, on=clock.today()
                )
            except health_agreements.AnsweredMeanwhile as met:
                return f"shown {met.row.officer}"
            return "kept"

        return answer

    outcomes = at_once(answering("Dr One", True), answering("Dr Other", False))
    assert outcomes == ["kept", f"shown {HealthAgreement.rows.get().officer}"]


def test_an_answer_for_health_and_a_change_of_g_at_one_moment_never_agree_words_nobody_read() -> None:
    case = a_case_of_many()
    copy = show(case)
    row, by = PlanItem.rows.get(request=case.request, section="G"), a.viewer(case.priya)
    given = {"text": "Less of it.", "changed_because": "Said shorter."}
    said = health_agreements.Answer(True, "", "Dr Una Byrne", "Marle ICB")

    def change() -> str:
        plan_items.save_item(
            request=case.request, part="provision", given=given, item_id=row.public_id, version=row.version, by=by,
            on=clock.today(),
        )  # fmt: skip
        return "changed"

    def agree() -> str:
        officer = a.viewer(case.officer)
        health_agreements.answer_here(
            copy=copy, answer=said, organisation=case.health, was=0, by=officer, on=clock.today()
        )  # fmt: skip
        return "agreed"

    assert at_once(change, agree) == ["agreed", "changed"]
    assert "Provision by medical." in HealthAgreement.rows.get().text
    standing = agreement_on(case.request.pk, text_now(case.request.pk))
    assert standing is not None and not standing.holds


def test_two_who_stop_showing_the_draft_stop_it_once() -> None:
    case = a_case_of_many()
    was = show(case).public_id

    def stopping(who: str) -> Callable[[], str]:
        by = a.viewer(getattr(case, who))

        def stop() -> str:
            drafts_shown.stop_showing(request=case.request, was=was, reason="Too early.", by=by, on=clock.today())
            return "stopped"

        return stop

    assert at_once(stopping("priya"), stopping("owen")) == ["stopped", "stopped"]
    assert Entry.objects.filter(kind="plan.copy_taken_back").count() == 1


def test_of_two_who_arrange_the_meeting_one_stands_and_the_other_is_shown_it() -> None:
    case = a_case()
    write(case)
    copy, mother = serve(case), a.viewer(case.mother)
    said = draft_answers.Said(wants_meeting=True)
    draft_answers.save_answer(copy=copy, comments={}, said=said, by=mother, on=clock.today())
    answer = draft_answers.send_answer(copy=copy, by=mother, on=clock.today())

    def arranging(who: str, text: str) -> Callable[[], str]:
        by = a.viewer(getattr(case, who))

        def arrange() -> str:
            row = DraftAnswer.rows.get(pk=answer.pk)
            try:
                draft_answers.arrange_meeting(
                    answer=row, meeting_on=day(-3), said=text, was="", by=by, on=clock.today()
                )  # fmt: skip
            except draft_answers.ArrangedMeanwhile as met:
                return f"shown {met.answer.meeting_said}"
            return "arranged"

        return arrange

    outcomes = at_once(arranging("priya", "At school"), arranging("owen", "At home"))
    stands = DraftAnswer.rows.get()
    assert outcomes == ["arranged", f"shown {stands.meeting_said}"]
    assert Entry.objects.filter(kind="draft.meeting_arranged").count() == 1
    again = arranging("priya" if stands.meeting_said == "At school" else "owen", stands.meeting_said)
    assert again() == "arranged", "the same again is no change"
    assert Entry.objects.filter(kind="draft.meeting_arranged").count() == 1


def test_two_who_show_the_draft_show_it_once_and_an_adviser_in_two_windows_keeps_one_answer() -> None:
    case = a_case_of_many()
    texts = {code: row.text for code, row in texts_of(case.request.pk).items()}

    def showing(who: str) -> Callable[[], str]:
        by = a.viewer(getattr(case, who))

        def put() -> str:
            try:
                drafts_shown.show_draft(
                    request=case.request, because="To be right.", checked=checked_text(texts), by=by, on=clock.today()
                )
            except NotNow:
                return "shown already"
            return "shown"

        return put

    assert at_once(showing("priya"), showing("owen")) == ["shown", "shown already"]
    told = draft_for(case.amira, a.viewer(case.who["medical"]), on=clock.today())
    assert told is not None

    def commenting(text: str) -> Callable[[], str]:
        by = a.viewer(case.who["medical"])

        def put() -> str:
            answer = drafts_shown.comment(told=told, comments={"G": text}, send=True, by=by, on=clock.today())
            return str(answer.comments.get().text)

        return put

    assert at_once(commenting("One"), commenting("Other")) == ["One", "Other"]
    assert sorted(PlanComment.rows.values_list("text", flat=True)) == ["One", "Other"]
