"""Node types that bring values in: constants and requests."""
