"""Node types that mark values as results."""
