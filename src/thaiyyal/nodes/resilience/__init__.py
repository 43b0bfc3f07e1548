"""Node types for failures and for limits of flow."""
