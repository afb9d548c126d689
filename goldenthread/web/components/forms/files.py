"""Several files at once, on a phone from the camera too."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

MOST_AT_ONCE = 10


class SeveralFiles(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """A list of uploaded files. A phone offers its camera: `accept` names pictures first."""

    widget = SeveralFiles

    def __init__(self, *, accept: str, most: int = MOST_AT_ONCE, **more: Any) -> None:
        super().__init__(widget=SeveralFiles(attrs={"accept": accept}), **more)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = [each for each in (data if isinstance(data, (list, tuple)) else [data]) if each]
        if not given:
            return super().clean(None, initial)
        if len(given) > self.most:
            raise ValidationError(f"Choose {self.most} files or fewer")
        return given
