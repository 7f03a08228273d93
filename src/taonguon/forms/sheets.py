"""How a workbook is written: in memory, and what somebody typed stays text, never a formula or a link."""

PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
