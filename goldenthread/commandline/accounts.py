"""`goldenthread accounts`: the first accounts of a new installation, and roles."""

from __future__ import annotations

import click
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from goldenthread.commandline.starting import start_django, stop
from goldenthread.foundation import clock
from goldenthread.foundation.access.operations import accounts as operations
from goldenthread.foundation.access.operations import grants
from goldenthread.foundation.access.roles import DESCRIBED, Role
from goldenthread.foundation.journal import SYSTEM


@click.group()
def accounts() -> None:
    """Make accounts and give roles from the command line. Everything is journaled."""


@accounts.command("add")
@click.argument("email")
@click.argument("name")
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), multiple=True, help="A role to give; can be repeated."
)
@click.option(
    "--at", "organisation", help="The body the role is held at: a school's URN, or a team's or service's exact name."
)
@click.password_option(help="Asked for when not given; at least 12 characters.")
def add(email: str, name: str, role: tuple[str, ...], organisation: str | None, password: str) -> None:
    """Make an account for NAME, who signs in with EMAIL."""
    start_django()
    try:
        validate_email(email)
        user = operations.make(email=email, name=name, password=password, by=SYSTEM, on=clock.today())
        for one in role:
            body = operations.body_named(organisation) if organisation else None
            grants.give(user=user, role=Role(one), organisation=body, by=SYSTEM, on=clock.today())
    except (ValidationError, operations.EmailTaken, operations.NoSuchBody) as wrong:
        stop(wrong.messages[0] if isinstance(wrong, ValidationError) else str(wrong))
    click.echo(f"{name} can sign in with {email}.")


@accounts.command("roles")
def roles() -> None:
    """List the roles and what each may see."""
    for role, (name, line) in DESCRIBED.items():
        click.echo(f"{role.value:32}{name}: {line}")
