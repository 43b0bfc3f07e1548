"""Everything a tenant has, as lines of JSON."""
