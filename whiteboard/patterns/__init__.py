"""What a board can begin as: templates, which are data."""

from whiteboard.patterns.shipped import SHIPPED
from whiteboard.patterns.template import Template

__all__ = ["SHIPPED", "Template"]
