"""Hands what people send in to clamd, where the installation names one, before anything here opens it.

A client of our own: what it needs of the protocol (INSTREAM) is one command, and no library of it is kept up to date.
"""

from __future__ import annotations

import logging
import socket
import struct
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

CONNECT_WITHIN, ANSWER_WITHIN = 2.0, 20.0  # seconds; the second for each piece sent and for the answer
PIECE: Final = 128 * 1024
LONGEST_ANSWER: Final = 4_096
_LOG = logging.getLogger(__name__)


class Harmful(Exception):
    """The scanner knows something in these bytes as harmful."""


class NoAnswer(Exception):
    """A scanner is named in the settings and did not say whether these bytes are harmful."""


def is_on() -> bool:
    """Whether the installation names a scanner."""
    return bool(settings.CLAMD)


def scan(data: bytes) -> bool:
    """True where a scanner looked and found nothing; False where the installation names none.

    Raises Harmful, NoAnswer. Only a plain OK counts as nothing found.
    """
    if not is_on():
        return False
    try:
        answer = _asked(data)
    except OSError as fault:
        _LOG.error("the malware scanner cannot be reached: %s", type(fault).__name__)
        raise NoAnswer from fault
    if answer.endswith(" FOUND"):
        _LOG.warning("the malware scanner refused a file: %.100s", answer)
        raise Harmful
    if answer != "stream: OK":
        _LOG.error("the malware scanner gave no verdict: %.100r", answer)
        raise NoAnswer
    return True


def _asked(data: bytes) -> str:
    with _connected() as line:
        try:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), PIECE):
                piece = data[start : start + PIECE]
                line.sendall(struct.pack("!I", len(piece)) + piece)
            line.sendall(struct.pack("!I", 0))
        except (BrokenPipeError, ConnectionResetError):
            pass  # it wants no more of it (too large, say) and has said why: the answer is read below
        return _answer(line)


def _answer(line: socket.socket) -> str:
    held = b""
    while b"\0" not in held and len(held) < LONGEST_ANSWER and (more := line.recv(LONGEST_ANSWER)):
        held += more
    return held.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _connected() -> socket.socket:
    where = urlsplit(settings.CLAMD)
    if where.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(CONNECT_WITHIN)
            line.connect(where.path)
        except OSError:
            line.close()
            raise
    else:
        line = socket.create_connection((where.hostname or "", where.port or 0), timeout=CONNECT_WITHIN)
    line.settimeout(ANSWER_WITHIN)
    return line
