"""Forms of panels: a meeting and who sits, a case for its agenda, a conflict of interest, a view, the advice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from goldenthread.domain.lifecycle.hearing import ANSWER_SAID, Answer, Asked, CaseQuestion
from goldenthread.features.casework.operations.panels import Arranged, Seat
from goldenthread.foundation import clock
from goldenthread.foundation.access.queries.staff import Holder
from goldenthread.foundation.people.operations.professionals import adult_of
from goldenthread.web.casework import changing
from goldenthread.web.casework.decision_forms import main_need, yes_or_no
from goldenthread.web.components.forms import DateField

SEATS = 8
LIST_OF_PEOPLE = "people-who-can-sit"


class MeetingForm(forms.Form):
    """When, where, and who: members are named as the list of those who can sit names them."""

    version = forms.IntegerField(required=False, min_value=0, max_value=1_000_000, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, holders: Sequence[Holder], teams: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self._by_name = {each.said.casefold(): each for each in holders}
        if teams:
            self.fields["team"] = forms.ChoiceField(
                label="Which team’s panel?", choices=teams, widget=forms.RadioSelect,
                error_messages={"required": "Choose the team"},
            )  # fmt: skip
        self.fields["held_on"] = DateField(
            label="Which day will it meet?", noun="the day it will meet", earliest=clock.today,
            help_text="For example, 27 3 2027",
        )  # fmt: skip
        self.fields["begins_at"] = forms.TimeField(
            label="When does it begin?", required=False, input_formats=["%H:%M", "%H.%M", "%I:%M%p", "%I%p"],
            help_text="For example, 9:30 or 2pm", widget=forms.TextInput,
            error_messages={"invalid": "Enter a time like 9:30 or 2pm"},
        )  # fmt: skip
        self.fields["online"] = forms.ChoiceField(
            label="Where?", choices=[("no", "In a room"), ("yes", "Online")], widget=forms.RadioSelect,
            error_messages={"required": "Choose a room or online"},
        )  # fmt: skip
        self.fields["place"] = forms.CharField(
            label="The address, or how to join", required=False, max_length=300
        )  # fmt: skip
        count = max(SEATS, len([name for name in more.get("initial", {}) if name.startswith("seat_")]) + 2)
        self.seats = [f"seat_{number}" for number in range(1, count + 1)]
        for number, name in enumerate(self.seats, start=1):
            self.fields[name] = forms.CharField(
                label="Who chairs it?" if number == 1 else f"Member {number}", required=number == 1, max_length=520,
                widget=forms.TextInput(attrs={"list": LIST_OF_PEOPLE, "autocomplete": "off"}),
                error_messages={"required": "Say who chairs it"},
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        taken: set[int] = set()
        for name in self.seats:
            typed = " ".join(given.get(name, "").split())
            if not typed:
                continue
            holder = self._by_name.get(typed.casefold())
            if holder is None:
                self.add_error(name, f"Nobody called “{typed}” can sit on a panel. Choose a name from the list")
            elif holder.account.pk in taken:
                self.add_error(name, f"{holder.name} is named twice. Name each member once")
            else:
                taken.add(holder.account.pk)
        return given

    def arranged(self) -> Arranged:
        """What was typed, as the operation takes it."""
        given, seats = self.cleaned_data, []
        for name in self.seats:
            typed = " ".join(given.get(name, "").split()).casefold()
            if holder := self._by_name.get(typed):
                seats.append(Seat(adult_of(holder.account), holder.body, is_chair=name == self.seats[0]))
        return Arranged(
            given["held_on"], given["begins_at"], given["online"] == "yes", given["place"].strip(), tuple(seats)
        )


class ListingForm(forms.Form):
    """Which panel is to hear the case, and on what question."""

    meeting = forms.ChoiceField(
        label="Which panel?", widget=forms.RadioSelect, error_messages={"required": "Choose the panel"}
    )
    asked = forms.ChoiceField(
        label="What is the question?", widget=forms.RadioSelect, error_messages={"required": "Choose the question"}
    )
    question = changing.words("The question, in your own words", "Only for another question.", rows=2)

    def __init__(
        self, data: Any, *, meetings: Sequence[tuple[str, str]], asked: Sequence[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.fields["meeting"].choices = meetings  # type: ignore[attr-defined]
        self.fields["asked"].choices = asked  # type: ignore[attr-defined]
        self.fields["main_need"] = main_need("For comparing like decisions. Leave it if nobody can say yet.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("asked") == Asked.OTHER and not given.get("question", "").strip():
            self.add_error("question", "Write the question for the panel")
        return given


class TakeOffForm(forms.Form):
    """Why the panel will not hear it."""

    reason = changing.words("Why is it taken off the agenda?", needed="Say why", rows=2)


class DeclareForm(forms.Form):
    """Whether a member has a conflict of interest: their own, or one the chair records for them."""

    def __init__(self, data: Any, *, members: Sequence[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(data, **more)
        if members:
            self.fields["member"] = forms.ChoiceField(
                label="Which member?", choices=members, widget=forms.RadioSelect,
                error_messages={"required": "Choose the member"},
            )  # fmt: skip
        whose = "Do they" if members else "Do you"
        self.fields["has_conflict"] = yes_or_no(
            f"{whose} have a conflict of interest in this case?",
            "For example: a relative or friend of the family, somebody who teaches or treats the child, or who would "
            "provide what is decided.",
            "Say whether there is a conflict of interest",
        )
        self.fields["conflict"] = changing.words("What is it?", "If yes. The pack is then closed.", rows=2)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("has_conflict") and not given.get("conflict", "").strip():
            self.add_error("conflict", "Say what the conflict of interest is")
        return given


class AnswersForm(forms.Form):
    """An answer with reasons to each question; the panel's advice has reasons in sum besides."""

    def __init__(self, data: Any, *, questions: Sequence[CaseQuestion], in_sum: bool = False, **more: Any) -> None:
        super().__init__(data, **more)
        self.questions = questions
        for each in questions:
            self.fields[each.code] = forms.ChoiceField(
                label=each.asks, help_text=each.citation, choices=[(code.value, ANSWER_SAID[code]) for code in Answer],
                widget=forms.RadioSelect, error_messages={"required": "Choose met, not met or more evidence needed"},
            )  # fmt: skip
            self.fields[f"{each.code}_reasons"] = changing.words(
                "Why? On what evidence?", "For more evidence: say what, and who could give it.",
                needed="Say why, and on what evidence", rows=3,
            )  # fmt: skip
        if in_sum:
            self.fields["reasons"] = changing.words(
                "The panel’s advice in sum", "Anyone who disagreed, and why.", needed="Write the advice in sum", rows=4
            )
            self.fields["version"] = forms.IntegerField(
                widget=forms.HiddenInput, min_value=0, max_value=1_000_000, required=False
            )

    def answers(self) -> Mapping[str, tuple[str, str]]:
        """By question: the answer and its reasons."""
        given = self.cleaned_data
        return {each.code: (given[each.code], given[f"{each.code}_reasons"]) for each in self.questions}
