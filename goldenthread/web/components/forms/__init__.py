"""Django forms drawn as GOV.UK fields, and the fields Django does not have."""

from goldenthread.web.components.forms.dates import DateBoxes, DateField
from goldenthread.web.components.forms.renderer import GovukRenderer

__all__ = ["DateBoxes", "DateField", "GovukRenderer"]
