"""The reference pages that join several places: who may see what, what the journal records, every stored field."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Field

from goldenthread.foundation.access.matrix import MATRIX, POWERS, Reach
from goldenthread.foundation.access.roles import DESCRIBED, Role
from goldenthread.foundation.journal.kinds import registered
from tools import classification

WRITTEN = "This page is written by the code and compared in the tests: `make reference` writes it again."
REACHES = {
    "self": "themselves",
    "family": "their own child, while the rights are theirs or the young person agrees",
    "allocated": "children allocated to them",
    "body": "children tied to the body where they hold the role",
    "advocate": "children whose family asked for their help",
    "panel": "children whose case is listed for a panel they sit on, until 14 days after it",
    "partnership": "every child with a standard record",
    "emergency": "one child, for a limited time, with a reason, and others are told",
}


def access() -> str:
    """Roles, how each comes to a child and what it may then do; and powers that are about no one child."""
    lines = [
        "# Who may see what",
        "",
        WRITTEN,
        "",
        "A child nobody tied you to does not exist for you: the answer is 404.",
    ]
    lines += ["", "## Children", "", "| Role | Reaches | Ties | May | Restricted records |", "|---|---|---|---|---|"]
    for rule in MATRIX:
        anyone = "Anyone with the power to ask" if rule.reach is Reach.EMERGENCY else "Anyone"
        who = DESCRIBED[rule.role][0] if rule.role else anyone
        may = ", ".join(sorted(_said(verb) for verb in rule.verbs))
        ties = ", ".join(_said(tie) for tie in rule.ties) or "none needed"
        lines.append(f"| {who} | {REACHES[rule.reach]} | {ties} | {may} | {'yes' if rule.restricted else 'no'} |")
    lines += ["", "## Roles and their powers", "", "| Role | What it is | Powers |", "|---|---|---|"]
    for role in Role:
        name, description = DESCRIBED[role]
        powers = ", ".join(sorted(_said(power) for power in POWERS.get(role, ()))) or "none"
        lines.append(f"| {name} | {description} | {powers} |")
    return "\n".join(lines) + "\n"


def journal() -> str:
    """Every kind of entry the journal may hold."""
    lines = ["# What the journal records", "", WRITTEN, ""]
    lines += [
        "Each entry says who, when, about whom and why, and is never changed. `goldenthread check journal` verifies it."
    ]
    lines += ["", "| Kind | In a person's story |", "|---|---|"]
    lines += [f"| `{kind.code}` | somebody {kind.sentence} |" for kind in registered().values()]
    return "\n".join(lines) + "\n"


def data_dictionary() -> str:
    """Every stored field of every table: what it holds, how sensitive, how long kept, what a copy makes of it."""
    words, classified = classification.read()
    lines = ["# Data dictionary", "", WRITTEN, ""]
    for kind in classification.KINDS:
        lines += [f"## {kind.capitalize()}: the words", ""]
        lines += [f"- **{_said(word)}**: {meaning}" for word, meaning in words[kind].items()] + [""]
    ours = [model for model in apps.get_models() if model.__module__.startswith("goldenthread.")]
    for model in sorted(ours, key=lambda model: model._meta.label):
        lines += [f"## {model._meta.label}", "", _first_paragraph(model.__doc__), ""]
        lines += ["| Field | Holds | Sensitivity | Kept | In a copy |", "|---|---|---|---|---|"]
        for field in (*model._meta.local_concrete_fields, *model._meta.local_many_to_many):
            three = classified.get(model._meta.label, {}).get(field.name, ["not classified"] * 3)
            lines.append(f"| `{field.name}` | {_holds(field)} | {' | '.join(_said(word) for word in three)} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _said(word: str) -> str:
    return str(word).replace("_", " ")


def _first_paragraph(docstring: str | None) -> str:
    """A model's own description; Django's made-up 'Model(field, ...)' is none."""
    text = " ".join((docstring or "").split("\n\n")[0].split())
    return "" if "(" in text.split(" ")[0] else text


def _holds(field: Field) -> str:
    """The field's type in plain words, with what it points at or the longest text it takes."""
    if field.related_model is not None:
        target = field.related_model._meta.label
        return f"points at {'several ' if field.many_to_many else ''}{target}"
    internal = field.get_internal_type()
    kind = {
        "AutoField": "row number",
        "BigAutoField": "row number",
        "BooleanField": "yes or no",
        "CharField": "text",
        "DateField": "date",
        "DateTimeField": "moment",
        "EmailField": "email address",
        "JSONField": "structured values",
        "TextField": "long text",
    }.get(internal, "number" if "Integer" in internal else internal.removesuffix("Field").lower())
    longest = f", up to {field.max_length}" if internal == "CharField" and field.max_length else ""
    return f"{kind}{longest}{', or nothing' if field.null else ''}"
