"""What a sentence of advice says of a need: that there is one, that there is none, and how severe it is."""

from __future__ import annotations

import re
from typing import Final

_ADJECTIVE: Final = (
    r"(?:significant|particular|current|identified|known|reported|apparent|obvious|major|further|present|real|clear)"
)
_NONE: Final = re.compile(
    rf"\b(?:no|without|denies|free of|not (?:have|has|show|present with|experience|report)(?: any)?)(?: {_ADJECTIVE})*"
    r"(?: [a-z]+){0,3}? (?:needs?|difficult(?:y|ies)|concerns?|problems?|delays?|impairments?|disorders?|loss)\b"
    r"|\bnot (?:a|an area of)(?: \w+)? (?:needs?|difficulty|concern|problem)\b"
    r"|\b(?:within|in) (?:the |an? |his |her |their )?(?:average|expected|normal|typical|age[- ]expected)"
    r"(?: age)? (?:range|limits?|levels?)\b"
    r"|\b(?:age[- ]appropriate|as expected for (?:his|her|their) age|in line with (?:his|her|their) (?:age|peers))\b"
    r"|\bat (?:the |an )?(?:expected|age[- ](?:expected|related)) levels?\b",
    re.IGNORECASE,
)
_DIFFICULTY: Final = re.compile(
    r"\b(?:hard|difficult\w*|struggl\w+|cannot|can[’']t|unable"
    r"|needs? (?!can|are|were|is|will|have|has)\w+|delay\w*|weak\w*|limited|below|poor|poorly"
    r"|impair\w*|disorder\w*|loss|anxi\w+|distress\w*|behind|severe\w*|profound\w*|moderate\w*|mild\w*|tires|avoids"
    r"|does not (?:yet )?\w+|not yet|rarely|never|few|only)\b",
    re.IGNORECASE,
)
_GENERAL: Final = re.compile(
    r"\b(?:care|health|educational) needs?\b|\bsocial (?:care|worker)|\bin this area\b", re.IGNORECASE
)
_BUT: Final = re.compile(
    r"\b(?:but|however|although|though|except|apart from|other than|unless|until|when)\b", re.IGNORECASE
)
_EXCEPT: Final = (_DIFFICULTY, _BUT, _GENERAL)
_SEVERITY: Final = re.compile(r"\b(mild|moderate|severe|profound)(?:ly)?\b", re.IGNORECASE)
_UNSURE: Final = re.compile(
    r"\b(?:not|no|less|more|from|between|possibl[ey]|may|might|sometimes|was|were)\b", re.IGNORECASE
)


def denies(text: str) -> bool:
    """Whether it says that there is no such need, and nothing else of a difficulty, and makes no exception.

    That there are no care or health needs at all denies none that stands under its own name.
    """
    rest, found = _NONE.subn(" ", text)
    return bool(found) and not any(each.search(rest if each is _DIFFICULTY else text) for each in _EXCEPT)


def speaks_of_difficulty(text: str) -> bool:
    """Whether it says that something is hard, and denies nothing."""
    return bool(_DIFFICULTY.search(text)) and not _NONE.search(text)


def severities(text: str) -> frozenset[str]:
    """How severe it says it is: `mild`, `moderate`, `severe`, `profound`. Nothing where it is hedged or denied."""
    if _UNSURE.search(text):
        return frozenset()
    return frozenset(each.lower() for each in _SEVERITY.findall(text))
