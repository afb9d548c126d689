"""How the sign-in library behaves here: nobody signs themselves up. Each sign-in is journaled by the access app."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignUpAdapter(DefaultAccountAdapter):
    """Accounts are given by the partnership, not taken."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
