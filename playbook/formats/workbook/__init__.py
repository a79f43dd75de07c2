"""The parts of an Excel workbook; ``playbook.formats.xlsx`` puts them together."""
