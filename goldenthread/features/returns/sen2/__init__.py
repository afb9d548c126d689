"""The SEN2 return: `readers` and `writers` of its file shapes. No database here."""
