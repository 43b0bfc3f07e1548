"""Node types that keep something for the length of a run."""
