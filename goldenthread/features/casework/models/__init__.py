"""Requests, assessments, advice, plans, reviews, placements, as rows and dated milestones."""

from goldenthread.features.casework.models.advice_reports import AdviceEntry, AdviceReport, AdviceReuse
from goldenthread.features.casework.models.copies import CaseSummary, ClockCopy, SavedView
from goldenthread.features.casework.models.cover import Absence, HandedOver, Handover
from goldenthread.features.casework.models.decisions import DecisionToAssess, DecisionToIssue
from goldenthread.features.casework.models.disputes import Dispute
from goldenthread.features.casework.models.drafting import (
    DraftAnswer,
    PlanComment,
    PlanCopy,
    PlanSection,
    PlanSectionBefore,
)
from goldenthread.features.casework.models.files import CaseFile
from goldenthread.features.casework.models.health_agreements import HealthAgreement
from goldenthread.features.casework.models.intake import Intake
from goldenthread.features.casework.models.lateness import LateReason
from goldenthread.features.casework.models.letters import Letter, LetterTemplate, PrintBatch
from goldenthread.features.casework.models.milestones import Milestone
from goldenthread.features.casework.models.outgoing import LookedOver
from goldenthread.features.casework.models.panels import (
    PanelCase,
    PanelDeclaration,
    PanelMeeting,
    PanelMember,
    PanelView,
)
from goldenthread.features.casework.models.placing import Consultation, PlacementDecision
from goldenthread.features.casework.models.plan_brought import BroughtPlan, BroughtPlanRow
from goldenthread.features.casework.models.plan_forms import OnePageProfile, OwnVersion, PlanTranslation
from goldenthread.features.casework.models.plan_items import DroppedAdvice, PlanItem, PlanItemBefore
from goldenthread.features.casework.models.plans import NamedSetting, Need, Placement, Plan, Review
from goldenthread.features.casework.models.requests import Advice, ExceptionClaim, Request

__all__ = [
    "Absence", "Advice", "AdviceEntry", "AdviceReport", "AdviceReuse", "BroughtPlan", "BroughtPlanRow", "CaseFile",
    "CaseSummary", "ClockCopy", "Consultation", "DecisionToAssess", "DecisionToIssue", "Dispute", "DraftAnswer",
    "DroppedAdvice", "ExceptionClaim", "HandedOver", "Handover", "HealthAgreement", "Intake", "LateReason", "Letter",
    "LetterTemplate", "LookedOver", "Milestone", "NamedSetting", "Need", "OnePageProfile", "OwnVersion", "PanelCase",
    "PanelDeclaration", "PanelMeeting", "PanelMember", "PanelView", "Placement", "PlacementDecision", "Plan",
    "PlanComment", "PlanCopy", "PlanItem", "PlanItemBefore", "PlanSection", "PlanSectionBefore", "PlanTranslation",
    "PrintBatch", "Request", "Review", "SavedView",
]  # fmt: skip
