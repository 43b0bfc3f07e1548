"""Executing once more: what failed, or from a node on, with what an earlier execution has done."""
