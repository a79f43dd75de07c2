"""The parts of a deck: template, measures, items, pages, native tables and native charts."""
