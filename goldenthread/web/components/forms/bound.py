"""A form's field as drawn: its kind, its classes, and what describes it to a screen reader."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property

from goldenthread.web.components.forms.dates import DateBoxes

KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (DateBoxes, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file-upload"),
    (forms.PasswordInput, "password"),
)
PASSWORD_ATTRIBUTES = {"autocapitalize": "none", "autocomplete": "current-password", "spellcheck": "false"}
GROUPS = ("date", "checkboxes", "radios")


class GovukBoundField(forms.BoundField):
    """Adds the GOV.UK classes, ids and descriptions. `look` holds what a template may choose with the `field` tag."""

    def __init__(self, form: Any, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        self.look: dict[str, Any] = {
            "label_size": "", "page_heading": False, "label_hidden": False, "width": "", "prefix": "", "suffix": "",
            "inline": False, "small": False, "rows": 0,
        }  # fmt: skip

    @cached_property
    def kind(self) -> str:
        return next((kind for widget, kind in KINDS if isinstance(self.field.widget, widget)), "input")

    @property
    def is_group(self) -> bool:
        """Whether the field is several boxes under one legend."""
        return self.kind in GROUPS

    @property
    def most_characters(self) -> int | None:
        """The limit a text area counts down from, if it has one."""
        return getattr(self.field, "max_length", None) if self.kind == "textarea" else None

    @property
    def error_texts(self) -> list[str]:
        """What is wrong, in words that name the field: "Enter the school" rather than "This field is required"."""
        default = str(forms.Field.default_error_messages["required"])
        return [required_words(self.kind, str(self.label)) if text == default else str(text) for text in self.errors]

    @property
    def error_boxes(self) -> tuple[str, ...]:
        """Which boxes of a date are wrong; all of them when the error does not say."""
        for error in self.errors.as_data() if self.errors else ():
            return tuple((error.params or {}).get("boxes", ("day", "month", "year")))
        return ()

    @property
    def error_target(self) -> str:
        """The id an error summary leads to: the first wrong box."""
        if self.kind == "date":
            return f"{self.auto_id}_{(self.error_boxes or ('day',))[0]}"
        return f"{self.auto_id}_0" if self.is_group else self.id_for_label

    @property
    def aria_describedby(self) -> str:
        described = [f"{self.auto_id}-info"] if self.most_characters else []
        described += [f"{self.auto_id}-hint"] if self.help_text else []
        described += [f"{self.auto_id}-error"] if self.errors else []
        return " ".join(described) if self.auto_id and not self.is_hidden else ""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = dict[str, Any](super().build_widget_attrs(attrs, widget))
        if widget.is_hidden:
            return attrs
        # The browser's own messages appear before ours, vanish, and cannot be linked to: the server checks instead.
        attrs.pop("required", None)
        attrs["class"] = " ".join([*self._classes(), *filter(None, [attrs.get("class") or widget.attrs.get("class")])])
        if self.kind == "textarea":
            attrs["rows"] = self.look["rows"] or widget.attrs.get("gt_rows", 5)
        if self.kind == "password":
            for name, value in PASSWORD_ATTRIBUTES.items():
                attrs.setdefault(name, widget.attrs.get(name, value))
        if self.kind == "date":
            attrs["error_boxes"] = self.error_boxes
        return attrs

    def as_widget(
        self, widget: forms.Widget | None = None, attrs: dict[str, Any] | None = None, only_initial: bool = False
    ) -> Any:
        widget = widget or self.field.widget
        # A hard limit silently cuts what is pasted: the server checks it. A placeholder vanishes when it is needed.
        for unwanted in ("maxlength", "placeholder", *(("cols", "rows") if self.kind == "textarea" else ())):
            widget.attrs.pop(unwanted, None)
        return super().as_widget(widget, attrs, only_initial)

    def _classes(self) -> list[str]:
        block = {"file-upload": "govuk-file-upload", "select": "govuk-select", "textarea": "govuk-textarea"}.get(
            self.kind, "govuk-input"
        )
        if self.kind in ("checkbox", "checkboxes", "radios"):
            return [{"radios": "govuk-radios__input"}.get(self.kind, "govuk-checkboxes__input")]
        if self.kind == "date":
            return ["govuk-date-input"]
        classes = [block]
        if self.kind == "password":
            classes += ["govuk-password-input__input", "govuk-js-password-input-input"]
        if self.errors:
            classes.append(f"{block}--error")
        if self.most_characters:
            classes.append("govuk-js-character-count")
        if self.look["width"]:
            classes.append(f"govuk-input--width-{self.look['width']}")
        return classes


def required_words(kind: str, label: str) -> str:
    """Return what to say when nothing was entered: "Enter full name", "Choose main need", 'Answer "Who told you?"'."""
    label = label.rstrip(": ")
    if label.endswith("?"):
        return f"Answer “{label}”"
    named = any(word[:1].isupper() for word in label.split()[1:]) or label[1:2].isupper() or label.startswith("I ")
    lowered = label if named else label[:1].lower() + label[1:]
    if kind == "checkbox":
        return f"Tick the box: {lowered}"
    return f"{'Choose' if kind in ('select', 'radios', 'checkboxes', 'file-upload') else 'Enter'} {lowered}"
