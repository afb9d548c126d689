"""The kinds of advice an assessment must seek, each with its place in the law (SEND Regulations 2014, regulation 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class AdviceKind:
    """`asks`: from whom it must come. `may_be_reused`: regulation 6(4) covers paragraphs (b) to (h), not the family's
    own. `note`: what whoever asks should know, blank for nothing."""

    code: str
    citation: str
    asks: str
    may_be_reused: bool = True
    note: str = ""


KINDS: Final = (
    AdviceKind(
        "family", "regulation 6(1)(a)", "the child’s parent or the young person", may_be_reused=False,
    ),
    AdviceKind(
        "setting", "regulation 6(1)(b)", "the head or principal of the school or setting attended",
        note="Where a child cannot see or hear well, somebody qualified to teach such pupils must be consulted "
        "(regulation 6(2)).",
    ),
    AdviceKind(
        "sensory", "regulation 6(2)", "a teacher qualified for children who cannot see or hear well",
        note="Needed where whoever gives the educational advice is not so qualified.",
    ),
    AdviceKind(
        "defence", "regulation 6(1)(b)(iv)", "the Secretary of State for Defence",
        note="As well as the school’s, where a parent is serving in the armed forces.",
    ),
    AdviceKind("medical", "regulation 6(1)(c)", "a health care professional the health body names"),
    AdviceKind("psychology", "regulation 6(1)(d)", "an educational psychologist"),
    AdviceKind(
        "social_care", "regulation 6(1)(e)", "the council’s social care",
        note="The advice is needed even where the child is not known to social care.",
    ),
    AdviceKind("other", "regulation 6(1)(f)", "anyone else the council thinks it should ask"),
    AdviceKind(
        "preparing", "regulation 6(1)(g)", "somebody who can advise on preparing for adulthood",
        note="In or beyond Year 9.",
    ),
    AdviceKind(
        "requested", "regulation 6(1)(h)", "anyone the family reasonably asks us to ask",
        note="For example a speech and language therapist. A refusal needs a reason.",
    ),
)  # fmt: skip
BY_CODE: Final[Mapping[str, AdviceKind]] = {kind.code: kind for kind in KINDS}
CONTENT: Final = "Needs, provision and intended outcomes: SEND Regulations 2014, regulation 6(1)"
REUSE: Final = "SEND Regulations 2014, regulation 6(4)"
