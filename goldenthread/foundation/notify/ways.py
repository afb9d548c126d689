"""Which way a message goes next: what its reader chose, then email, text, letter; never a way that failed already."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from goldenthread.foundation.notify.models import Channel, Preference
from goldenthread.foundation.people.models import Adult, Organisation

# A call or a letter that was asked for falls to nothing else: a person does it.
_AFTER: Final[dict[str, tuple[str, ...]]] = {
    Channel.EMAIL: (Channel.EMAIL, Channel.TEXT, Channel.LETTER),
    Channel.TEXT: (Channel.TEXT, Channel.EMAIL, Channel.LETTER),
    Channel.LETTER: (Channel.LETTER,),
    Channel.CALL: (Channel.CALL,),
}
BY_HAND: Final = (Channel.LETTER, Channel.CALL)


def preference_of(adult: Adult) -> Preference:
    """As chosen, or as it is for whoever has not chosen. No query where `preference` was read with the adult."""
    try:
        return adult.preference  # type: ignore[attr-defined,no-any-return]
    except Preference.DoesNotExist:
        return Preference(adult=adult, channel=Channel.EMAIL, version=0)


def next_way(to: Adult | Organisation, failed: Collection[str] = (), *, email: str = "") -> str:
    """The channel to try now; blank where nothing is left or nothing is known of how to reach them. `email`: where a
    body is reached (bodies.py)."""
    if isinstance(to, Organisation):
        return Channel.EMAIL if email and Channel.EMAIL not in failed else ""
    chosen = preference_of(to)
    order = _AFTER[chosen.channel]
    if chosen.format == Preference.Format.EASY_READ and chosen.channel != Channel.CALL:
        order = (Channel.LETTER,)  # nobody can make Easy Read but a person
    return next((way for way in order if way not in failed and address_for(to, way)), "")


def address_for(to: Adult, way: str) -> str:
    """The email address, number or address as held now; blank for none."""
    if way == Channel.EMAIL:
        return to.email
    if way == Channel.LETTER:
        return to.address.strip()
    return to.phone.strip()
