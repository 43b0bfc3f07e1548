"""In-memory twins of the ports, and the suite that every node type has to pass; shipped."""
