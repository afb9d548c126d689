"""Django's form fields, drawn by our renderer, are the HTML of GOV.UK Frontend's own examples."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.template import engines

from goldenthread.web.components.forms import DateField
from tests.web.components.govuk import example, shape

# Ours in addition: whether a box is wrong is said to assistive technology.
IGNORED = ("aria-invalid",)

CASES = {
    "input": [
        "default", "with hint text", "with error message", "with error and hint", "with width-2 class",
        "with width-30 class", "with label as page heading", "with prefix", "with suffix", "with prefix and suffix",
        "with prefix and suffix and error", "value",
    ],
    "textarea": [
        "default", "with hint", "with error message", "with default value", "with custom rows",
        "with label as page heading", "with hint and error message",
    ],
    "select": ["with hint text and error message", "hint", "error",],
    "radios": [
        "default", "with hint", "inline", "with fieldset and error message",

    ],
    "checkboxes": ["default", "with error message and hint"],
    "date-input": [
        "with error message and hint", "with error on day input", "with error on month input",
        "with error on year input",
    ],
    "password-input": ["default", "with hint text", "with error message"],
    "character-count": ["default", "with hint", "with default value", "with hint and error"],
    "file-upload": ["with hint text", "with error message and hint", "with label as page heading"],
}  # fmt: skip


@pytest.mark.parametrize(("component", "name"), [(each, name) for each, names in CASES.items() for name in names])
def test_a_field_is_drawn_as_in_the_example(component: str, name: str) -> None:
    options, expected = example(component, name)
    ignored = (*IGNORED, "name", "value") if component == "date-input" else IGNORED
    assert shape(drawn(component, options), ignored) == shape(expected, ignored)


def test_a_field_that_lost_its_hint_would_not_match_the_example() -> None:
    options, expected = example("input", "with hint text")
    assert shape(drawn("input", options | {"hint": None})) != shape(expected)


def drawn(component: str, options: dict[str, Any]) -> str:
    """Draw with our own form renderer what the example's options ask for."""
    name = options.get("name") or options.get("idPrefix") or options["id"]
    error = (options.get("errorMessage") or {}).get("text", "")
    made = field(component, options)
    made.required = not error
    box = type("Example", (forms.Form,), {name: made})
    form = box(data={name: chosen(options)} if error else None, initial={name: chosen(options)}, auto_id="%s")
    if error:
        form.is_valid()
        wrong = [part for part in ("day", "month", "year") if (options.get(part) or {}).get("error")]
        form.add_error(name, forms.ValidationError(error, params={"boxes": wrong} if wrong else None))
    template = engines["django"].from_string(
        "{% field bound label_size=size page_heading=heading inline=inline small=small width=width prefix=prefix"
        " suffix=suffix rows=rows %}"
    )
    return template.render({"bound": form[name], **look(options)})


def look(options: dict[str, Any]) -> dict[str, Any]:
    label = options.get("label") or (options.get("fieldset") or {}).get("legend") or {}
    classes = f" {options.get('classes', '')} "
    return {
        "size": label.get("classes", "").rpartition("--")[2],
        "heading": bool(label.get("isPageHeading")),
        "inline": "--inline" in classes,
        "small": "--small" in classes,
        "width": classes.rpartition("width-")[2].strip() if "width-" in classes else "",
        "prefix": (options.get("prefix") or {}).get("text", ""),
        "suffix": (options.get("suffix") or {}).get("text", ""),
        "rows": options.get("rows", 0),
    }


def field(component: str, options: dict[str, Any]) -> forms.Field:
    label = options.get("label") or (options.get("fieldset") or {}).get("legend") or {}
    common = {"label": label.get("text", ""), "help_text": (options.get("hint") or {}).get("text", "")}
    choices = [
        (str(item.get("value", item.get("text"))), item["text"])
        for item in options.get("items", [])
        if item and "text" in item
    ]
    match component:
        case "textarea":
            return forms.CharField(widget=forms.Textarea, **common)
        case "character-count":
            return forms.CharField(widget=forms.Textarea, max_length=options["maxlength"], **common)
        case "password-input":
            return forms.CharField(widget=forms.PasswordInput, **common)
        case "file-upload":
            return forms.FileField(**common)
        case "select":
            return forms.ChoiceField(choices=choices, **common)
        case "radios":
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
        case "checkboxes":
            return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
        case "date-input":
            return DateField(**common)
    return forms.CharField(**common)


def chosen(options: dict[str, Any]) -> Any:
    """What the example has filled in: a text, or the values ticked."""
    ticked = [str(item["value"]) for item in options.get("items", []) if item.get("selected") or item.get("checked")]
    found = options.get("value", options.get("values", ticked))
    return found[0] if isinstance(found, list) and len(found) == 1 else found or None
