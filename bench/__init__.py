"""Repeatable measurements of the engine, each beside hand-written Python in the same process."""
