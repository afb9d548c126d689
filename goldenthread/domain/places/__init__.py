"""Places: which child to which setting at the least cost, whether there are enough, and what a new one would do.

settings.py, groups.py   what there is and who needs it
costs.py                 what each child in each setting costs a year, in whole pence
assigning.py             the cheapest assignment within every setting's capacity, proved in whole numbers
sufficiency.py           need by phase, type and area against places and occupancy; the share in independent settings
new_base.py              the assignment with a new base and without
"""

from goldenthread.domain.places.assigning import Assignment, assign
from goldenthread.domain.places.costs import Terms
from goldenthread.domain.places.groups import Group
from goldenthread.domain.places.problems import BadPlaces
from goldenthread.domain.places.settings import Kind, Setting

__all__ = ["Assignment", "BadPlaces", "Group", "Kind", "Setting", "Terms", "assign"]
