"""Keeps an upload on disk, a piece at a time, where only this service can read it."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from goldenthread.foundation.ids import new_id

LARGEST = 2 * 1024**3
LARGEST_SAID = "2 GB"


def keep(upload: UploadedFile) -> Path:
    """Where it is kept. The name sent is not used for a path. Raises OSError when the disk is full."""
    folder = Path(settings.UPLOADS)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / new_id()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in upload.chunks(1 << 20):
                file.write(chunk)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path
