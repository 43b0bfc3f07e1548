"""In-memory twins of the ports and the suite that every node type passes; shipped for plugin authors."""
