"""A partnership's own colours, used only where they can be read."""

from __future__ import annotations

import re
from collections.abc import Mapping

# What GOV.UK Frontend calls each colour a partnership may set, and what it is when the partnership sets none.
NAMES = {"brand": "--govuk-brand-colour", "link": "--govuk-link-colour", "button": "--gt-button-colour"}
DEFAULTS = {"brand": "#3b2a6b", "link": "#1a65a6", "button": "#0f7a52"}
LEAST_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3, level AA, for text of ordinary size."""


class UnreadableColour(ValueError):
    """The colour is not "#rrggbb", or white text on it cannot be read."""


def contrast(one: str, other: str = "#ffffff") -> float:
    """Return the contrast ratio of two "#rrggbb" colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def checked(colour: str) -> str:
    """Return the colour, lower case, if white text on it can be read (or it on white), else raise UnreadableColour."""
    colour = colour.strip().lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        raise UnreadableColour(f"{colour} is not a colour written like #1d70b8")
    if contrast(colour) < LEAST_CONTRAST:
        raise UnreadableColour(
            f"White text on {colour} has a contrast of {contrast(colour):.1f} to 1; {LEAST_CONTRAST} is needed"
        )
    return colour


def readable(colours: Mapping[str, str]) -> dict[str, str]:
    """Return every named colour: the partnership's where it can be read, the default where it cannot or is missing."""
    chosen = dict(DEFAULTS)
    for name in NAMES:
        try:
            chosen[name] = checked(colours.get(name) or "")
        except UnreadableColour:
            continue
    return chosen


def stylesheet(colours: Mapping[str, str]) -> str:
    """Return the rules that give a partnership its colours."""
    return ":root{" + ";".join(f"{NAMES[name]}:{colour}" for name, colour in readable(colours).items()) + "}\n"


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
