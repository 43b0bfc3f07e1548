"""What a tenant uses, and its figures."""
