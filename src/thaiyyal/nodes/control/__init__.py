"""Node types that branch and loop."""
