"""Opening tenants for others, by the platform's owner."""
