"""The journal entries casework may write."""

from __future__ import annotations

from goldenthread.foundation import journal

journal.register(
    journal.Kind("milestone.recorded", "recorded a date"),
    journal.Kind("milestone.corrected", "corrected a date"),
    journal.Kind("advice.asked", "asked for advice"),
    journal.Kind("plan.made", "made a plan"),
    journal.Kind("plan.taken_back", "took back a plan that was never made"),
    journal.Kind("decision.recorded", "recorded the decision whether to assess"),
    journal.Kind("decision.taken_back", "took back the decision whether to assess"),
    journal.Kind("exception.claimed", "recorded that an exception to a time limit applies"),
    journal.Kind("exception.withdrawn", "withdrew an exception to a time limit"),
    journal.Kind("child.made", "put a child on record"),
    journal.Kind("intake.begun", "began to write a request for an assessment"),
    journal.Kind("intake.answered", "saved part of a request for an assessment"),
    journal.Kind("intake.thrown_away", "threw away a request for an assessment that was not sent"),
    journal.Kind("intake.sent", "sent a request for an assessment"),
    journal.Kind("intake.told", "recorded a request or notice that reached the council"),
    journal.Kind("intake.started", "started the clock of an assessment request"),
    journal.Kind("intake.joined", "joined what was sent to a request already running"),
    journal.Kind("intake.not_a_request", "recorded that what was sent is not a request"),
    journal.Kind("file.shown", "let those asked for advice see a file"),
    journal.Kind("file.hidden", "stopped showing a file to those asked for advice"),
    journal.Kind("letter.written", "began a letter"),
    journal.Kind("letter.saved", "saved a letter"),
    journal.Kind("letter.thrown_away", "threw away a letter that was not sent"),
    journal.Kind("letter.sent", "sent a letter"),
    journal.Kind("letter.released", "sent a letter that seemed to name somebody else"),
    journal.Kind("letter.printed", "printed letters"),
    journal.Kind("template.saved", "saved the wording of a kind of letter"),
    journal.Kind("clocks.recomputed", "recomputed every clock"),
    journal.Kind("work.exported", "exported a list of work"),
    journal.Kind("view.saved", "saved a view of a list of work"),
    journal.Kind("view.deleted", "deleted a saved view of a list of work"),
)
