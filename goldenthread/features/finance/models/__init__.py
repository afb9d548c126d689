"""The high-needs block by year, unit costs, opportunities. One file a subject."""

from goldenthread.features.finance.models.block import BlockYear
from goldenthread.features.finance.models.opportunities import Opportunity, OpportunityValue
from goldenthread.features.finance.models.unit_costs import UnitCost

__all__ = ["BlockYear", "Opportunity", "OpportunityValue", "UnitCost"]
