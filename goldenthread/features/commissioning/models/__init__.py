"""Tables of commissioning."""

from goldenthread.features.commissioning.models.places import CommissionedPlaces, PlanningArea
from goldenthread.features.commissioning.models.projected import PlacesForecast, ProjectedChildren

__all__ = ["CommissionedPlaces", "PlacesForecast", "PlanningArea", "ProjectedChildren"]
