"""API keys: a person's rights in one tenant, or fewer, for a program and for a time."""
