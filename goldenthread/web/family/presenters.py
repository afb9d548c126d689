"""What a family can do next, and the rule behind a date, in words a ten-year-old can read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.clocks.annual_review import CYCLE
from goldenthread.domain.clocks.reading import Reading
from goldenthread.domain.statute.limits import Counting
from goldenthread.features.casework.queries.family_story import FamilyCard, FamilyStory
from goldenthread.features.casework.queries.steps import Stage
from goldenthread.web.components.presenters.phrases import uk_date


@dataclass(frozen=True)
class NextAction:
    """One thing they can do: what, and a sentence or two about how."""

    title: str
    text: str


# As councils' own complaints pages give it (Staffordshire, Derbyshire, Swindon, Islington), read on 22 November 2026.
OMBUDSMAN = "Call the Local Government and Social Care Ombudsman on 0300 061 0614, or go to www.lgo.org.uk."
PAGES_IN_WORDS = {
    "family page": "The family’s page",
    "family home": "The list of children in the family",
    "sending files": "The page for sending files",
    "files": "The files sent about the child",
    "family letters": "The letters sent to the family",
    "why it is late": "The page for saying why something is late",
    "letters": "The letters about the child",
    "the plan in Easy Read": "The child’s own plan, in Easy Read",
    "one page about the child": "The page about the child, to give to others",
    "translations of the plan": "The plan in other languages",
    "letters to print": "A list of letters to print",
    "letters printed": "Letters that were printed",
    "family looks page": "This list of who has looked",
    "child record": "The whole record",
    "panel pack": "The case, as the people on a panel read it",
    "panel agenda": "The list of cases a panel will talk about",
    "case before its panel": "What the people on a panel think of the case",
    "case before panels": "The page for putting the case to a panel",
    "decide whether to assess": "The page for deciding whether to assess",
    "decide whether to make a plan": "The page for deciding whether to make a plan",
    "child page": "The whole record",
    "partner child record": "The record, as schools and services see it",
    "our children": "A list of children, as schools and services see it",
    "my work": "A list of work to be done",
    "team": "A list of a team’s work",
    "search": "A list of names found in a search",
    "child story": "What has been done, day by day",
    "who looked": "This list of who has looked",
    "work export": "A list of work, as a file",
    "asking for an assessment": "The pages for asking for an assessment",
    "to look at": "A list of what has been sent to the council",
    "a request to look at": "What was sent to the council",
    "advice": "The page for writing advice",
    "advice of a case": "What schools and services wrote, as the council sees it",
    "advice due": "A list of advice to be written",
    "what advice says": "What schools and services wrote about the child",
    "disagreements": "The page about where you and the council do not agree",
    "list of disagreements": "A list of families that do not agree with a decision",
    "recording a request": "The page for writing down a request",
    "family messages page": "The messages we sent",
    "link in a message": "The page behind a link in a message",
    "messages about a child": "The messages we sent, as staff see them",
    "messages in trouble": "A list of messages that could not be sent",
    "family members": "Who is in the family, as staff see it",
}


def page_in_words(page: str) -> str:
    """A look's page as a family would say it; its own name where we have no better words."""
    return PAGES_IN_WORDS.get(page, page[:1].upper() + page[1:])


def told_apart(cards: Sequence[FamilyCard]) -> list[tuple[FamilyCard, str]]:
    """Each card with the words that tell its child from another of the same name: blank where the name is enough."""
    names = Counter(card.naming.name.casefold() for card in cards)
    alike = [card for card in cards if names[card.naming.name.casefold()] > 1]
    born = {card.child_id: f"born {uk_date(card.born_on)}" if card.born_on else "birthday not known" for card in alike}
    seen = Counter((card.naming.name.casefold(), born[card.child_id]) for card in alike)
    so_far: Counter[tuple[str, str]] = Counter()
    said = {}
    for card in alike:
        key = (card.naming.name.casefold(), born[card.child_id])
        so_far[key] += 1
        which = f", number {so_far[key]} on this page" if seen[key] > 1 else ""
        said[card.child_id] = born[card.child_id] + which
    return [(card, said.get(card.child_id, "")) for card in cards]


def next_actions(story: FamilyStory, council: str) -> list[NextAction]:
    """What they can do now, the most pressing first."""
    return [
        *_about_a_late_date(story),
        *_about_a_decision(story),
        *_about_the_stage(story),
        *_about_words(story),
        _about_us(council),
    ]


def rule_said(reading: Reading) -> str:
    """How long the law gives, from the row of law itself."""
    row = reading.limit
    says = "The law" if row.is_legal_duty else "Advice to councils, which is not law,"
    if row.counting is Counting.BEFORE and reading.original_outer_on:
        return f"{says} sets a day. The last day in time is {uk_date(reading.original_outer_on)}."
    if row.period is None:
        return ""
    if row.counting is Counting.AT_LEAST_BEFORE:
        return f"{says} says it must be done at least {row.period} before."
    return f"{says} gives {row.period} for this."


def last_review(story: FamilyStory) -> str:
    """The day the last review ended and what was decided, or its meeting; '' for none."""
    for review in story.plan.reviews if story.plan else ():
        if review.decided_on:
            return f"{uk_date(review.decided_on)}. {review.outcome}".strip()
        if review.held_on:
            return f"The meeting was on {uk_date(review.held_on)}. It has not ended yet."
    return ""


def next_review_by(story: FamilyStory) -> date | None:
    """The day the law gives for the next review, while the plan is in force."""
    cycle = (each.reading for each in story.dates if each.reading.rule == CYCLE.code)
    return next((reading.outer_on for reading in cycle), None)


def rights_said(story: FamilyStory) -> str:
    """Whose the rights are, said to whoever reads."""
    name, rights = story.naming.name, story.rights
    if rights.holder == "young_person":
        if story.naming.is_self:
            return "The rights about your plan are yours. You choose who can see this page."
        return f"{name} is over school leaving age. So the rights are {name}’s. {name} said that you can see this page."
    if rights.changes_on is None:
        return f"We need {name}’s date of birth to say whose the rights are."
    whose = "They will be yours" if story.naming.is_self else f"They will be {name}’s"
    holders = "your parents have the rights" if story.naming.is_self else "parents have the rights"
    return f"Until {uk_date(rights.changes_on)} {holders}. {whose} from the next day."


def _about_a_late_date(story: FamilyStory) -> list[NextAction]:
    if not story.late:
        return []
    return [
        NextAction("Ask why it is late", "Ask the team when it will be done. Ask them to tell you in writing."),
        NextAction(
            "Complain if you need to",
            "First complain to the council. If you are not happy with the answer, go to the ombudsman. "
            f"It is free. {OMBUDSMAN}",
        ),
    ]


_IF_SCHOOL_ALONE = "If you only appeal about the school or college, you do not need to. "


def _about_a_decision(story: FamilyStory) -> list[NextAction]:
    return [
        NextAction(
            f"You can appeal if you do not agree with the choice {appeal.words}",
            f"The letter was sent on {uk_date(appeal.sent_on)}. "
            f"You have until {uk_date(appeal.appeal_by)} to send an appeal. "
            f"You need to talk to a mediation adviser first. Do that by {uk_date(appeal.mediation_by)}. "
            f"{_IF_SCHOOL_ALONE if appeal.school_alone_needs_none else ''}The letter tells you how.",
        )
        for appeal in story.appeals
    ]


def _about_the_stage(story: FamilyStory) -> list[NextAction]:
    stages = {journey.stage for journey in story.journeys}
    whom, whose = story.naming.whom, story.naming.whose
    found = []
    if Stage.DECIDING in stages or Stage.ASSESSING in stages:
        found.append(
            NextAction(
                "Send what you know", f"Tell the team what helps {whom} and what is hard. Send letters that show it."
            )
        )
    if Stage.DRAFTING in stages:
        found.append(
            NextAction(
                "Read the draft plan",
                "Tell the team what is right and what is wrong. You can ask for a school. You can ask to meet.",
            )
        )
    if Stage.PLAN in stages:
        found.append(
            NextAction(
                "Get ready for the next review",
                f"Write down what is going well for {whom}, what is not, and what needs to change in {whose} plan.",
            )
        )
        found.append(
            NextAction(
                "Tell us if the help is not there",
                "The council must make sure the help in the plan is given. Tell the team if it is not.",
            )
        )
    if stages & {Stage.REFUSED, Stage.NO_PLAN, Stage.WITHDRAWN, Stage.CEASED} or not stages:
        found.append(
            NextAction("You can ask again", f"You can ask the council to assess {whom}. You can say what has changed.")
        )
        found.append(
            NextAction(
                "School can still help",
                "Schools must do their best to give the help a child needs, with or without a plan.",
            )
        )
    if Stage.MOVED in stages:
        found.append(
            NextAction("Talk to the new council", "The council where you live now has this. Ask for its SEND team.")
        )
    return found


def _about_words(story: FamilyStory) -> list[NextAction]:
    if story.identity.words:
        return []
    text = "Say it, write it, draw it or film it. Give it to school or to the team, in any way that works."
    return [
        NextAction("Tell us in your own words" if story.naming.is_self else f"Help {story.naming.name} tell us", text)
    ]


def _about_us(council: str) -> NextAction:
    return NextAction(
        "Tell us if something is wrong here", f"{council} must put it right. Tell the team if you move, too."
    )
