"""Section E: is each outcome a difference for the person, measurable, and by a day?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.domain.plan.checker.document import Item, PlanDocument, Section
from goldenthread.domain.plan.checker.provision import is_none, is_upkeep, vague_words
from goldenthread.domain.plan.checker.rules import Finding, rules
from goldenthread.domain.plan.checker.words import listed, matched

OUTCOMES = "E"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_WHEN = re.compile(
    rf"\b(?:by|before|until|at|in|on|from|during|within|after|over|for|throughout)\b[^.;]{{0,40}}?\b(?:{_MONTH}|20\d\d|\d{{1,2}}/\d{{1,2}}|"
    r"(?:end|start|beginning|close) of|age(?:d)? (?:of )?\d+|year ?\d+|key stage|ks ?\d|reception|(?:autumn|spring|summer) term|(?:next|first|second|third) (?:annual )?(?:review|year|term|birthday)|"
    r"annual review|(?:\d+|one|two|three|four|six|nine|ten|twelve|eighteen) (?:weeks|months|terms|years?|school years?)|christmas|easter|summer|phase|"
    r"leaves? (?:school|college|nursery|primary|secondary)|starts? (?:school|college|secondary|reception|work)|moves? to (?:secondary|college|year|reception|junior)|post[- ]?16|nursery|sixth form|half[- ]term|\d+(?:st|nd|rd|th)? birthday|(?:his|her|their) \w+ birthday|"
    r"the time)|\b(?:by when|target date|date|timescale|deadline|to be achieved(?: by)?|achieve by)\s*[:–-]|\bin (?:\d+|one|two|three|six|twelve) (?:months?|years?|terms?)\b|\b(?:this|next) (?:term|year)\b",
    re.IGNORECASE,
)  # fmt: skip
_NUMBER = (
    r"\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|hundred|half|every|each|all|both|once|twice"
)
# What can be counted or seen, beyond the day itself.
_MEASURE = re.compile(
    rf"\b(?:(?:{_NUMBER})\b[^.;]{{0,30}}?\b(?:out of|of the|times|words?|sentences?|minutes?|mins?|seconds?|hours?|lessons?|sessions?|days?|weeks?|occasions?|opportunities|steps?|"
    r"peers?|friends?|children|pupils?|classmates|people|adults?|activit(?:y|ies)|tasks?|questions?|sounds?|letters?|pages?|books?|targets?|metres?|trials?|mornings?|afternoons?|evenings?|journeys?|meals?|foods?|"
    r"topics?|turns?|ideas?|facts?|signs?|symbols?|instructions?|parts?|items?|incidents?|percent|per cent|stairs|points?|places?|subjects?|exams?|qualifications?|shifts?|afternoon|breaks?|playtimes?|lunchtimes?|clubs?|nights?|text|paragraphs?|numbers?|coins?|grades?|levels?|goals?|things?|ways?|weeks?|months?|phrases?|emotions?|feelings?|strategies|strategy|prompts?|reminders?|clothes|garments|fastenings|buttons|key words?|information|months|roles?|adult)\b|"
    r"\d+ ?%|per cent|percent|\d+ out of|\d+ in \d+|\d+/\d+|(?:four|three|two|five|eight|nine|seven|one|six) (?:times )?(?:out of|in|of) (?:the )?(?:\w+ )?(?:five|ten|four|three|six|seven|eight|every)|at least|no more than|fewer than|less than|more than \w+ (?:times|a)|up to \d+|"
    r"independently|on (?:his|her|their) own|by (?:himself|herself|themselves)|unaided|unprompted|without (?:\w+ ){0,3}(?:help|support|prompt(?:ing|s)?|adult|reminders?|reminder|assistance|being)|alone|"
    r"level \d|grade \d|stage \d|entry level|gcse|distinction|pass\b|passed|age[- ]expected|standardised score|reading age|attendance (?:of|above|at)|"
    r"measured by|as (?:shown|measured|recorded|seen|rated|scored) (?:by|in|on|from)|recorded (?:by|in)|scored?|tally|chart shows|success criteria|how we will know|measure)\b|\d+ ?%",
    re.IGNORECASE,
)  # fmt: skip
_GIVEN = re.compile(
    r"(?:\b(?:will|to|should|must|can|is to|shall)\s+(?:continue to |also |regularly |still |always )?(?:have|receive|be given|be provided with|be offered|get|access|be supported by|attend|"
    r"be seen by|be taught by|work with|be allocated|be referred|engage (?:with|in)|participate in|have access to|benefit from|undergo|be helped by|take part in|use the services|meet with|be assessed|have regular|be in receipt of|be placed)\b"
    r"|\b(?:receives?|attends|accesses|has access to|is given|is provided with|is supported by)\b)"
    r"[^.;]{0,70}?\b(?:therap(?:y|ist|ies)|support|sessions?|interventions?|programme|provision|assistants?|1:1|one[- ]to[- ]one|hours|teaching|tuition|tutor|"
    r"equipment|input|counsell(?:ing|or)|mentor(?:ing)?|nurse|psychologist|physiotherap(?:y|ist)|social worker|key ?worker|adult|clinic|appointments|services?|short breaks?|respite|"
    r"curriculum|training|groups?|specialist|salt|elsa|laptop|resources|transport|clubs?|personal assistant|assessments?|coach|TA|LSA|advice|plan|adviser|advocate|checklist|seating|opportunities|worker)\b",
    re.IGNORECASE,
)
# What is done, or done without: "will have completed", "with no help from an adult".
_NOT_GIVEN = re.compile(r"\bhave (?:\w+ed|written|made|done|taken|been|read|chosen|learnt|kept)\b|\b(?:with no|without(?: any)?) [^,.;]{0,40}", re.IGNORECASE)
# Whatever comes after these is given.
_PLAINLY_GIVEN = re.compile(
    r"\b(?:will|to|should|must)\s+(?:continue to |also )?(?:be provided with|be supported by|have access to|access a range|access (?:an?|the|weekly|daily|regular)? ?(?:\w+ ){0,2}(?:opportunities|support|therapy)|be given (?:a|an|the) (?!prize|medal|part|role)|receive)\b[^.;]{0,50}",
    re.IGNORECASE,
)
_SERVICE_FIRST = re.compile(
    r"^(?:by [^,]{0,40}, ?)?(?:(?:the|a|an|her|his|their|school)\s+)?(?:weekly |daily |regular |specialist |speech and language |occupational |clinical |educational |class |learning |school |teaching |support |1:1 |one[- ]to[- ]one |small group |individual |additional |health |family |ongoing |trained |termly )*"
    r"(?:therapists?|therapy|teachers?|staff|assistants?|school|psychologists?|nurse|tuition|sessions?|support|intervention|programme|provision|TA|LSA|salt|ot|team|mentor|sessions|counselling|hours|training|college|input|equipment|short breaks)\b"
    r"(?! (?:reports?|records?|observations?|data|will (?:see|find|know)))[^.;]{0,50}\b(?:will|to|should|provide[ds]?|deliver(?:ed|s)?|for|is|are|from|in|at|with|each|every|once|twice|weekly|daily)\b",
    re.IGNORECASE,
)  # fmt: skip
_STEP = re.compile(r"^(?:steps?|short[- ]term|smaller steps|next steps|milestones?|aspirations?|aim)\b", re.IGNORECASE)


def findings(document: PlanDocument) -> Iterator[Finding]:
    """What is wrong with each outcome."""
    if (section := document.section(OUTCOMES)) is None:
        return
    for place, item in enumerate(section.items):
        if not (item.heading or is_none(item.words) or is_upkeep(item.words) or _STEP.match(item.words)):
            yield from of_item(section, place, item)


def of_item(section: Section, place: int, item: Item) -> Iterator[Finding]:
    """What the rules find in one outcome. A service has no measure of its own: only that it is one is said."""
    known, words = rules(), item.words
    said = _NOT_GIVEN.sub(" ", words)
    service = _PLAINLY_GIVEN.search(said) or _GIVEN.search(said) or _SERVICE_FIRST.match(said)
    if service:
        yield Finding(known["outcome.is_service"], section.code, item.line, matched(service), place)
        for words_found in vague_words(words):
            yield Finding(known["provision.vague"], section.code, item.line, words_found, place)
    elif weak := weak_words(words):
        yield Finding(known["outcome.no_measure"], section.code, item.line, weak, place)
    if not _WHEN.search(words):
        yield Finding(known["outcome.no_date"], section.code, item.line, "", place)
    for open_words in () if service else dict.fromkeys(matched(each).lower() for each in listed("outcome", "vague").finditer(words)):
        if open_words != "may" or re.search(r"\bmay\b", words):
            yield Finding(known["outcome.vague"], section.code, item.line, open_words, place)


def weak_words(text: str) -> str:
    """The word that names no one thing a person could see, where nothing else says what would be seen; '' otherwise."""
    if _MEASURE.search(_WHEN.sub(" ", text)):
        return ""
    weak = listed("outcome", "weak").search(text)
    return matched(weak) if weak else ""
