"""Text formats as pure functions: a text to a value and back. No node types."""
