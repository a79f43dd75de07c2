"""The parts of an Excel workbook; ``playbook.formats.workbook.book`` puts them together."""
