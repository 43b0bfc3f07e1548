"""Node types that turn one value into another."""
