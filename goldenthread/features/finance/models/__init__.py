"""The high-needs block by year, unit costs, opportunities, forecasts. One file a subject."""

from goldenthread.features.finance.models.block import BlockYear
from goldenthread.features.finance.models.forecasts import Forecast, Population
from goldenthread.features.finance.models.opportunities import Opportunity, OpportunityValue
from goldenthread.features.finance.models.unit_costs import UnitCost

__all__ = ["BlockYear", "Forecast", "Opportunity", "OpportunityValue", "Population", "UnitCost"]
