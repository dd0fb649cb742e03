"""Boards as documents: own templates, copies, files that are taken along and brought in."""
