"""The parts of a deck: template, frame, items, tables, figures and pages."""
