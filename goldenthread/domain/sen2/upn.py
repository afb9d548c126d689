"""Unique pupil numbers: a check letter and twelve digits, or for a temporary one a check letter.

Eleven digits and a letter.

The check letter: multiply the twelve digits by 2 to 13 in turn, add, and take the remainder on division by 23 as a
place in ABCDEFGHJKLMNPQRTUVWXYZ (DfE, unique pupil numbers guide). What value the last letter of a temporary number
has is not settled in any source we have, so a temporary number's check letter is not judged.
"""

from __future__ import annotations

import re

CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_PERMANENT = re.compile(r"[A-Z][0-9]{12}")
_TEMPORARY = re.compile(r"[A-Z][0-9]{11}[A-Z]")
_WEIGHTS = range(2, 14)


def check_letter(digits: str) -> str:
    """The check letter for the twelve digits of a permanent UPN.

    Raises ValueError unless given exactly twelve digits.
    """
    if not re.fullmatch(r"[0-9]{12}", digits):
        raise ValueError("a UPN has twelve digits after its letter")
    return CHECK_LETTERS[sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 23]


def is_permanent(upn: str) -> bool:
    """A letter and twelve digits."""
    return _PERMANENT.fullmatch(upn) is not None


def is_temporary(upn: str) -> bool:
    """A letter, eleven digits and a letter."""
    return _TEMPORARY.fullmatch(upn) is not None


def has_upn_shape(upn: str) -> bool:
    """Whether it looks like a UPN at all."""
    return is_permanent(upn) or is_temporary(upn)


def check_letter_is_right(upn: str) -> bool:
    """True for a permanent UPN whose letter agrees with its digits, and for any temporary one (see above)."""
    if is_temporary(upn):
        return True
    return is_permanent(upn) and upn[0] == check_letter(upn[1:])
