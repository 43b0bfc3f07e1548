"""The node type keeps the contract of all node types, and its examples are true."""

import pytest
from thaiyyal_word_count import WordCount

from thaiyyal.sdk import Example
from thaiyyal.testing.contract import check_example, check_node_type


def test_the_type_is_declared_completely() -> None:
    """The contract asks for a label, a group, help, titles and descriptions."""
    check_node_type(WordCount)


@pytest.mark.parametrize("example", WordCount.examples, ids=lambda example: example.title)
def test_an_example_gives_what_it_says(example: Example) -> None:
    """Every example runs and gives its output or its error."""
    check_example(WordCount, example)
