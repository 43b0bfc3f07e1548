"""Node types that wait: for a time, a signal, people or another workflow."""
