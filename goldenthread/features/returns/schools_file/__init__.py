"""Schools from the national register: the "Get information about schools" establishment download (edubasealldata)."""

from goldenthread.features.returns.schools_file.reading import SchoolsFile, open_schools
from goldenthread.features.returns.schools_file.school import School

__all__ = ["School", "SchoolsFile", "open_schools"]
