"""What holds for a whole file being brought in, and what one of its persons came to."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime

from goldenthread.features.returns.operations.trace import ChildTrace
from goldenthread.foundation import journal
from goldenthread.foundation.ids import new_id, seeded_id


@dataclass(frozen=True)
class Terms:
    """`as_of`: the survey day; `source`: import or demo; `label`: what to call the file in a reason.

    `local_ids`: the persons' own ids last from file to file; `in_part`: what is empty says nothing.
    """

    by: journal.Author
    at: datetime
    as_of: date | None
    label: str
    source: str = "import"
    source_id: int | None = None
    local_ids: bool = False
    in_part: bool = False
    describe: bool = False
    team: int | None = None
    random: random.Random | None = None

    def public_id(self) -> str:
        """An id for a new row."""
        return seeded_id(self.random) if self.random else new_id()


@dataclass(slots=True)
class Built:
    """What one person came to: row numbers in the order of the return, for who builds on them."""

    trace: ChildTrace
    public_id: str
    requests: list[int] = field(default_factory=list)
    plans: list[int | None] = field(default_factory=list)
    reviews: list[list[int]] = field(default_factory=list)
