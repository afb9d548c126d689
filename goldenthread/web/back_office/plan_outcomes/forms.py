"""The forms that change a framework or a statement: each with a reason, and with what it was made from."""

from __future__ import annotations

from django import forms

from goldenthread.foundation.partnership.outcome_changes import LONGEST

_REASON_HINT = "Anyone who may see who did what can read it."


class ReasonForm(forms.Form):
    """Why. `before`: the fingerprint of the frameworks the form was made from."""

    before = forms.CharField(widget=forms.HiddenInput, max_length=16)
    reason = forms.CharField(
        label="Why are you changing this?", max_length=500, help_text=_REASON_HINT,
        error_messages={"required": "Say why you are changing this"},
    )  # fmt: skip


class SaysForm(ReasonForm):
    """One statement."""

    says = forms.CharField(
        label="What the outcome says", max_length=LONGEST, error_messages={"required": "Enter what the outcome says"},
        help_text="In the words a child or young person would use. For example, “I am safe”.",
    )  # fmt: skip
    field_order: tuple[str, ...] = ("says", "reason")


class NameForm(ReasonForm):
    """What a framework is called, and where it comes from."""

    name = forms.CharField(
        label="What the framework is called", max_length=LONGEST,
        error_messages={"required": "Enter what the framework is called"},
    )  # fmt: skip
    source = forms.CharField(
        label="Where it comes from", max_length=LONGEST, help_text="Who published it, or where it was agreed.",
        error_messages={"required": "Enter where it comes from"},
    )  # fmt: skip
    field_order: tuple[str, ...] = ("name", "source", "reason")


class FrameworkForm(NameForm):
    """A further framework, with its first statement."""

    first = forms.CharField(
        label="Its first outcome", max_length=LONGEST, error_messages={"required": "Enter its first outcome"},
        help_text="You can add the others once it is saved.",
    )  # fmt: skip
    adulthood = forms.BooleanField(
        label="Its outcomes are those of preparing for adulthood", required=False,
        help_text="From Year 9 a plan must provide for it (SEND Regulations 2014, regulation 12(3)). The checker looks "
        "for provision towards an outcome tagged with one of them.",
    )  # fmt: skip
    field_order: tuple[str, ...] = ("name", "source", "first", "adulthood", "reason")
