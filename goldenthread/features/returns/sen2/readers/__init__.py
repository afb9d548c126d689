"""Readers of the SEN2 return's file shapes: XML, COLLECT CSV exports, and the DfE data-entry template."""

from goldenthread.features.returns.sen2.readers.errors import ReturnTooLarge, ReturnUnreadable
from goldenthread.features.returns.sen2.readers.limits import Limits
from goldenthread.features.returns.sen2.readers.opening import open_return
from goldenthread.features.returns.sen2.readers.return_file import ReturnFile

__all__ = ["Limits", "ReturnFile", "ReturnTooLarge", "ReturnUnreadable", "open_return"]
