"""Makes accounts. Here rather than in `accounts` because making one is journaled and may come with a role."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from goldenthread.foundation import journal
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.people.models import Organisation


class EmailTaken(Exception):
    """There is an account with this email address."""


class NoSuchBody(Exception):
    """No school, service or team answers to that."""


def make(*, email: str, name: str, password: str | None, by: journal.Author, on: date) -> User:
    """A new account. Raises EmailTaken, or Django's ValidationError when the password is weak."""
    if password is not None:
        validate_password(password, User(email=email, name=name))
    with transaction.atomic():
        if User.objects.filter(email__iexact=email).exists():
            raise EmailTaken(f"There is already an account for {email}.")
        user = User.objects.create_user(email=email, name=name, password=password)
        journal.record("account.made", by=by, on=on, data={"account": user.public_id})
    return user


def body_named(text: str) -> Organisation:
    """By URN, else by exact name. Raises NoSuchBody."""
    found = Organisation.objects.filter(urn=text).first() or Organisation.objects.filter(name__iexact=text).first()
    if found is None:
        raise NoSuchBody(f"There is no school with URN {text!r} and no team or service of that name.")
    return found
