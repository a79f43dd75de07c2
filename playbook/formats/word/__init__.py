"""The parts of a Word report: its styles, its front matter and how each block is written."""
