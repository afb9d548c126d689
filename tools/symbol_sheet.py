"""Every symbol of a child's own version on one page, large, small and in grey, to be looked at after one is drawn.

python -m tools.symbol_sheet sheet.html
"""

from __future__ import annotations

import sys
from pathlib import Path

from goldenthread.domain.plan.symbols import own_drawing, symbols

_STYLE = """
body { margin: 8px; font: 16px sans-serif; display: grid; grid-template-columns: repeat(auto-fill, 236px); gap: 6px; }
figure { margin: 0; border: 1px solid #b1b4b6; }
.large { width: 120px; } .small { width: 48px; } .grey { filter: grayscale(1); }
"""


def sheet() -> str:
    """The page; each symbol at 120 and 48 pixels, and at 48 in grey, above its word."""
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Symbols</title><style>{_STYLE}</style>'
    return head + "".join(map(_one, symbols()))


def _one(word: str) -> str:
    drawn = own_drawing(word)
    sized = "".join(drawn.replace("<svg ", f'<svg class="{size}" ', 1) for size in ("large", "small", "small grey"))
    return f"<figure>{sized}<figcaption>{word}</figcaption></figure>"


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    Path(sys.argv[1]).write_text(sheet(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
