"""Node types that start executions, and the one that answers who started it."""
