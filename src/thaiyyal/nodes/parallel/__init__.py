"""Node types for branches side by side, and for waiting."""
