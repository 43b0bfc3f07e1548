"""The log of executions: lines that their nodes write, and which attempts failed."""
