"""How large a file or folder is, and a mark that tells whether it is the very same one."""

from __future__ import annotations

import hashlib
from pathlib import Path


def size_of(path: Path) -> int:
    """In bytes; of a folder, all its files."""
    return (
        sum(each.stat().st_size for each in path.rglob("*") if each.is_file()) if path.is_dir() else path.stat().st_size
    )


def sha256_of(path: Path) -> str:
    """Of a file's bytes, or of a folder's files in order of name."""
    files = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
    mark = hashlib.sha256()
    for file in files:
        with open(file, "rb") as stream:
            while block := stream.read(1 << 20):
                mark.update(block)
    return mark.hexdigest()
