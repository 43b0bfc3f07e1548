"""Signals: messages that somebody sends to a live execution."""
