"""What schools and councils must publish and hold. SEND Regulations 2014, regulations 49 to 52 and 56."""

from __future__ import annotations

from typing import Final

from goldenthread.domain.clocks.clock import Clock

SCHOOLS: Final = "school duties"

CLOCKS: Final = (
    Clock("L2", SCHOOLS, ("report_published",)),
    Clock("L3", SCHOOLS, ("became_senco",), ("qualification_held",)),
    Clock("L3a", SCHOOLS, ("award_started",), ("qualification_held",)),
    Clock("L5", "publication", ("comments_published",)),
)
