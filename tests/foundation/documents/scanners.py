"""A scanner of malware that speaks clamd's INSTREAM and says what a test wants said."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

HARMFUL = b"harmful words of a test"  # what this scanner knows as harmful


class Scanner:
    """`seen`: the bytes of each file, as they came. `says`: its answer, where it is not to look; `most`: the largest
    file it takes, after which it says so and hangs up, as clamd does; `waits`: seconds before it answers."""

    def __init__(self, at: str, line: socket.socket) -> None:
        self.at, self.seen = at, list[bytes]()
        self.says: bytes | None = None
        self.most, self.waits = 25_000_000, 0.0
        self._line = line

    def serve(self) -> None:
        """Answer one after another until the line is closed."""
        while True:
            try:
                caller, _ = self._line.accept()
            except OSError:
                return
            with caller:
                caller.settimeout(5)
                with suppress(OSError):  # whoever asked has hung up
                    caller.sendall(self._answered(caller))

    def _answered(self, caller: socket.socket) -> bytes:
        assert _read(caller, 10) == b"zINSTREAM\0"
        held = b""
        while size := struct.unpack("!I", _read(caller, 4))[0]:
            if len(held) + size > self.most:
                return b"INSTREAM size limit exceeded. ERROR\0"
            held += _read(caller, size)
        self.seen.append(held)
        time.sleep(self.waits)
        if self.says is not None:
            return self.says
        return b"stream: Test.Words-1 FOUND\0" if HARMFUL in held else b"stream: OK\0"


def _read(caller: socket.socket, size: int) -> bytes:
    held = b""
    while len(held) < size:
        more = caller.recv(size - len(held))
        assert more, "hung up in the middle of a file"
        held += more
    return held


@contextmanager
def a_scanner(folder: Path | None = None) -> Iterator[Scanner]:
    """One that listens on this machine, or on a socket in the folder. Put its `at` into settings.CLAMD."""
    line = socket.socket(socket.AF_UNIX if folder else socket.AF_INET, socket.SOCK_STREAM)
    line.bind(str(folder / "clamd.ctl") if folder else ("127.0.0.1", 0))
    line.listen()
    where = f"unix://{folder}/clamd.ctl" if folder else f"tcp://127.0.0.1:{line.getsockname()[1]}"
    scanner = Scanner(where, line)
    thread = threading.Thread(target=scanner.serve, daemon=True)
    thread.start()
    try:
        yield scanner
    finally:
        line.shutdown(socket.SHUT_RDWR)
        line.close()
        thread.join(5)


def nobody_there() -> str:
    """An address on this machine where nothing listens."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{line.getsockname()[1]}"
