"""A plugin for Thaiyyal: one node type, `word_count`."""

from thaiyyal_word_count.word_count import WordCount

__all__ = ["WordCount"]
