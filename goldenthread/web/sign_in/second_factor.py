"""Passkeys and codes from an app in our words: the sign-in library's forms with other labels. Named in settings."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms

_NAME_HELP = "To tell it from your others. For example: work laptop."
_APP = {"label": "Code from your app", "help": "The six figures it shows now."}
_ANY = {"label": "Code", "help": "The six figures your app shows now, or one of your spare codes."}


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Sentences of the library that reach people, and what a new passkey is called."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "You cannot turn off this way of signing in.",
        "cannot_generate_recovery_codes": "Set up a passkey or an app first. Then you can have spare codes.",
        "incorrect_code": "This code is not right. Wait for a new one and try again.",
        "unverified_email": "Your email address must be confirmed first.",
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """'Passkey', 'Passkey 2' and so on."""
        held = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {held + 1}" if held else "Passkey"


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """A name, and whether it replaces the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _said(self.fields["name"], "Name of this passkey", _NAME_HELP)
        alone = "Your device then asks for your fingerprint, your face or its PIN."
        _said(self.fields["passwordless"], "Sign in with this passkey alone, without a password", alone)
        self.fields["passwordless"].initial = True


class RenamePasskey(EditWebAuthnForm):  # type: ignore[misc]
    """Another name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _said(self.fields["name"], "Name of this passkey", _NAME_HELP)
        self.fields["name"].error_messages["required"] = "Give it a name"


class SetUpApp(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app, which proves that it was set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"], **_APP)


class GiveCode(AuthenticateForm):  # type: ignore[misc]
    """A code on the way in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"], **_ANY)


class GiveCodeAgain(ReauthenticateForm):  # type: ignore[misc]
    """A code before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"], **_ANY)


def _code(field: forms.Field, *, label: str, help: str) -> None:
    _said(field, label, help)
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs["inputmode"] = "numeric" if label == _APP["label"] else "text"
    field.error_messages["required"] = "Give the code"


def _said(field: forms.Field, label: str, help: str) -> None:
    field.label, field.help_text = label, help
