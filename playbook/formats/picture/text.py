"""How wide the words of a picture are: measured as everywhere."""

from __future__ import annotations

from playbook.look.measure import text_width, wrap

__all__ = ["text_width", "wrap"]
