"""Writers of the SEN2 return's file shapes, collection years 2023 to 2026."""

from goldenthread.features.returns.sen2.writers.collect_csv import write_collect_csv
from goldenthread.features.returns.sen2.writers.template import write_template
from goldenthread.features.returns.sen2.writers.xml import write_xml

__all__ = ["write_collect_csv", "write_template", "write_xml"]
