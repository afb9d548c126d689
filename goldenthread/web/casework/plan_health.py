"""Whether health agrees section G: what was answered, of which words, and recording an answer that came otherwise."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from goldenthread.features.casework.operations import health_agreements as operations
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.milestones import InTheFuture, ReasonNeeded
from goldenthread.features.casework.operations.plan_copies import TextChanged
from goldenthread.features.casework.queries import health_agreements as queries
from goldenthread.features.casework.queries import plan_drafts
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing, plan_presenters
from goldenthread.web.casework.changing import words
from goldenthread.web.casework.plan_forms import EXAMPLE, line
from goldenthread.web.casework.plan_serving import back_to_the_draft
from goldenthread.web.components.forms import DateField

HERE = "Health’s agreement to section G"


class AnswerForm(forms.Form):
    """An answer that came by letter, email, telephone or at a meeting. `checked`: section G as the page showed it;
    `was`: the answer on the page."""

    checked = forms.CharField(max_length=64, widget=forms.HiddenInput)
    was = forms.IntegerField(min_value=0, max_value=10**12, widget=forms.HiddenInput)
    agrees = forms.ChoiceField(
        label="What does health say of section G as it is above?", widget=forms.RadioSelect,
        choices=[("yes", "It is agreed"), ("no", "It is not agreed")],
        error_messages={"required": "Choose what health says"},
    )  # fmt: skip
    reason = words("If not, why?", rows=3)
    officer = line("Who says so?", "Their name and post.", needed="Enter who says so")
    for_body = line("For which health body?", "For example, the integrated care board.", needed="Enter the health body")
    how = forms.ChoiceField(
        label="How did it reach you?", widget=forms.RadioSelect, choices=queries.MEANS,
        error_messages={"required": "Choose how it reached you"},
    )  # fmt: skip
    said_on = DateField(label="The day they said so", noun="the day they said so", latest=clock.today,
                        help_text=EXAMPLE)  # fmt: skip

    def answer(self) -> operations.Answer:
        """What health says."""
        given = self.cleaned_data
        return operations.Answer(given["agrees"] == "yes", given["reason"], given["officer"], given["for_body"])


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="health's agreement to a draft plan")
def health(request: HttpRequest, child: Any) -> HttpResponse:
    """How it stands, every answer given, and the form for one that came by other means."""
    drafting = plan_drafts.drafting_in(rows_of(child.pk))
    if drafting is None:
        return changing.draw(request, child, "casework/plan_none.html", HERE, what="Health agrees section G")
    text = queries.text_now(drafting.pk)
    answers = queries.answers_of(drafting.pk)
    told = {"drafting": drafting, "text": text, "answers": answers}
    was = answers[0].pk if answers else 0
    first = {"checked": queries.fingerprint_of_text(text), "was": was}
    if request.method != "POST":
        return _draw(request, child, AnswerForm(None, initial=first), told)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _draw(request, child, form, told, changing.WRONG)
    return _save(request, child, form, told, first)


def _save(
    request: HttpRequest, child: Any, form: AnswerForm, told: dict[str, Any], first: dict[str, Any]
) -> HttpResponse:
    given, viewer = form.cleaned_data, request.viewer  # type: ignore[attr-defined]
    try:
        operations.record_answer(
            request=plan_drafts.request_row(told["drafting"]), answer=form.answer(), how=given["how"],
            said_on=given["said_on"], checked=given["checked"], was=given["was"], by=viewer, on=clock.today(),
        )  # fmt: skip
    except (TextChanged, operations.AnsweredMeanwhile):
        typed = form.data.copy()  # type: ignore[attr-defined]
        for name, value in first.items():
            typed[name] = str(value)
        return _draw(request, child, AnswerForm(typed), told, changing.CONFLICT, changed=True)
    except ReasonNeeded:
        form.add_error("reason", "Say why health does not agree it")
    except InTheFuture:
        form.add_error("said_on", "The date must be today or in the past")
    except (operations.NothingToAgree, NotNow) as refused:
        form.add_error(None, str(refused) or "Section G is empty. If health provides nothing, say so in it first")
    else:
        return back_to_the_draft(request, child, "Recorded: what health says of section G.")
    return _draw(request, child, form, told, changing.WRONG)


def _draw(
    request: HttpRequest, child: Any, form: AnswerForm, told: dict[str, Any], status: int = 200, **more: Any
) -> HttpResponse:
    drafting, text = told["drafting"], told["text"]
    return changing.draw(
        request, child, "casework/plan_health.html", HERE, status, form=form, text=text, answers=told["answers"],
        standing=queries.last_of(told["answers"], text), may_record=drafting.is_written,
        draft_url=plan_presenters.draft_url(child), section_url=plan_presenters.section_url(child, "G"), **more,
    )  # fmt: skip
