"""Invented people with full histories, calibrated to published statistics. See README.md."""

from goldenthread.demo.population.life import Life, School
from goldenthread.demo.population.partnership import Partnership, partnership

__all__ = ["Life", "Partnership", "School", "partnership"]
