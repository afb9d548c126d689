"""People who sign in."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from goldenthread.foundation.ids import new_id


class UserManager(BaseUserManager["User"]):
    """Makes accounts; an account without a password can only be signed into by a passkey or a reset."""

    def create_user(self, email: str, name: str, password: str | None = None) -> User:
        """A new account. Raises ValueError when the email is empty."""
        if not email:
            raise ValueError("An account needs an email address.")
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One person's account. What they may do is in foundation/access, never here."""

    public_id = models.CharField(max_length=14, unique=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    in_demo_cast = models.BooleanField(default=False)
    cast_order = models.PositiveSmallIntegerField(default=0)
    cast_line = models.CharField(max_length=200, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once_whatever_its_case")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """Their name as they write it."""
        return self.name

    def get_short_name(self) -> str:
        """Their name as they write it: nothing here cuts a name in two."""
        return self.name
