"""Node types that work on whole lists."""
