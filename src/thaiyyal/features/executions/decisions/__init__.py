"""Decisions about work that was begun and whose outcome nobody has recorded."""
