"""From a decision a family disagrees with to its end: mediation, a certificate, an appeal, an order."""

from __future__ import annotations

from typing import Final

from goldenthread.domain.lifecycle.process import Process, Stage

COUNCIL: Final = "council"
FAMILY: Final = "family"
ADVISER: Final = "mediation adviser"
TRIBUNAL: Final = "tribunal"

DISPUTE: Final = Process(
    "Disagreement",
    (
        Stage(
            "decision_sent",
            "Decision sent",
            ("notice_sent",),
            FAMILY,
            "may contact a mediation adviser, or appeal about a school or college alone",
            clocks=("D1", "D6"),
        ),
        Stage(
            "adviser_contacted",
            "Mediation adviser contacted",
            ("adviser_contacted", "mediation_declined"),
            ADVISER,
            "sends a certificate, or the council arranges mediation",
            clocks=("D2", "D3", "D6"),
            follows=("decision_sent",),
        ),
        Stage(
            "mediation_wanted",
            "Mediation wanted",
            ("mediation_requested",),
            COUNCIL,
            "arranges mediation",
            clocks=("D3", "D3a", "D3c"),
            follows=("adviser_contacted",),
        ),
        Stage(
            "health_mediation_wanted",
            "Mediation about health care alone wanted",
            ("health_mediation_alone",),
            "health commissioner",
            "arranges mediation",
            clocks=("D3a", "D3b", "D3c"),
            follows=("mediation_wanted",),
        ),
        Stage(
            "mediation_not_possible",
            "Mediation could not be arranged",
            ("mediation_not_possible",),
            ADVISER,
            "sends a certificate, as if the family had taken part",
            clocks=("D4a", "D6"),
            follows=("mediation_wanted", "health_mediation_wanted"),
        ),
        Stage(
            "mediation_held",
            "Mediation held",
            ("mediation_held", "mediation_concluded"),
            ADVISER,
            "sends a certificate",
            clocks=("D4", "D5a", "D6"),
            follows=("mediation_wanted", "health_mediation_wanted"),
        ),
        Stage(
            "agreed",
            "Agreed at mediation",
            ("mediation_agreed",),
            COUNCIL,
            "does what was agreed",
            clocks=("D5",),
            follows=("mediation_held",),
        ),
        Stage(
            "certificate_issued",
            "Certificate given",
            ("certificate_issued",),
            FAMILY,
            "may appeal",
            clocks=("D6",),
            # After an agreement too: part of it may still be in dispute.
            follows=("adviser_contacted", "mediation_not_possible", "mediation_held", "agreed"),
        ),
        Stage(
            "appealed",
            "Appeal with the tribunal",
            ("appeal_received", "appeal_sent"),
            COUNCIL,
            "answers the appeal",
            clocks=("D7",),
            # Without a certificate: about a school or college alone, or by leave of the tribunal.
            follows=("decision_sent", "certificate_issued"),
        ),
        Stage(
            "answered",
            "Appeal answered",
            ("response_sent",),
            TRIBUNAL,
            "hears the appeal and decides",
            follows=("appealed",),
        ),
        Stage(
            "conceded",
            "Council gave way",
            ("appeal_conceded",),
            COUNCIL,
            "does what the appeal asked for",
            clocks=("E2", "E3", "E4", "E5a", "E5", "E7", "E8", "E10"),
            follows=("appealed",),
        ),
        Stage(
            "ordered",
            "Tribunal ordered",
            ("order_made",),
            COUNCIL,
            "does what the tribunal ordered",
            clocks=("E1", "E2", "E3", "E4", "E5a", "E5", "E6", "E7", "E8", "E10"),
            # The tribunal may decide although the council has not answered.
            follows=("appealed", "answered"),
        ),
        Stage(
            "recommended",
            "Tribunal recommended",
            ("recommendation_made", "care_recommendation_made"),
            "health commissioner or council",
            "answers in writing",
            clocks=("E11", "E11a", "E12", "E12a"),
            follows=("ordered",),
        ),
        Stage(
            "withdrawn",
            "Appeal withdrawn",
            ("appeal_withdrawn",),
            "",
            "",
            follows=("appealed", "answered"),
        ),
        Stage(
            "dropped",
            "Taken no further",
            ("disagreement_dropped",),
            "",
            "",
            follows=("decision_sent", "mediation_held", "certificate_issued"),
        ),
    ),
)
