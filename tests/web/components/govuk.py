"""GOV.UK Frontend's examples, and a comparison of HTML that looks past spaces, ids' spelling and attributes' order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lxml import html

EXAMPLES = Path(__file__).parents[2] / "data" / "govuk"
REFERRING = ("id", "for", "aria-describedby", "aria-labelledby", "aria-controls", "href")


def example(component: str, name: str) -> tuple[dict[str, Any], str]:
    """Return the options and the HTML of one example."""
    for each in json.loads((EXAMPLES / f"{component}.json").read_text())["fixtures"]:
        if each["name"] == name:
            return each["options"], each["html"]
    raise LookupError(f"{component} has no example {name!r}")


def shape(markup: str, ignoring: tuple[str, ...] = ()) -> list[Any]:
    """Return markup as nested lists; ids become their order of appearance, so that only what refers to what matters."""
    root = html.fragment_fromstring(markup, create_parent="root")
    order: dict[str, str] = {}
    for element in root.iter():
        if element.get("id"):
            order.setdefault(element.get("id"), f"id{len(order)}")
    return [_element(each, order, ignoring) for each in root]


def _element(element: Any, order: dict[str, str], ignoring: tuple[str, ...]) -> list[Any]:
    attributes = {
        name: _value(name, value, order) for name, value in sorted(element.attrib.items()) if name not in ignoring
    }
    content: list[Any] = [_text(element.text)]
    for child in element:
        content += [_element(child, order, ignoring), _text(child.tail)]
    return [element.tag, attributes, [part for part in content if part]]


def _value(name: str, value: str, order: dict[str, str]) -> str:
    if name == "class":
        return " ".join(sorted(value.split()))
    if name == "href":
        return "#" + order[value[1:]] if value[1:] in order else value
    if name in REFERRING:
        return " ".join(order.get(word, word) for word in value.split())
    return value


def _text(text: str | None) -> str:
    return " ".join((text or "").split())
