"""Children, families, professionals, organisations, and the ties between them."""

from goldenthread.foundation.people.models.adults import Adult
from goldenthread.foundation.people.models.children import Child, NameToken, VulnerabilityFlag
from goldenthread.foundation.people.models.organisations import Organisation, ServiceContact
from goldenthread.foundation.people.models.ties import Tie

__all__ = ["Adult", "Child", "NameToken", "Organisation", "ServiceContact", "Tie", "VulnerabilityFlag"]
