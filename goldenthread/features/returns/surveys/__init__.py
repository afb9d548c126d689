"""Returns of Januaries in a row as surveys: what a forecast is made from, straight from files, with no database."""

from goldenthread.features.returns.surveys.finding import returns_in
from goldenthread.features.returns.surveys.register import Register
from goldenthread.features.returns.surveys.surveying import Surveys, fault_of, survey

__all__ = ["Register", "Surveys", "fault_of", "returns_in", "survey"]
