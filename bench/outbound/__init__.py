"""Measures the way out: what it costs over the bare client, and what large answers do to memory."""
