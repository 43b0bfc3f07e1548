"""Node types that declare named values readable everywhere."""
