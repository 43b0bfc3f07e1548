"""A person's own account: name, password, tenants."""
