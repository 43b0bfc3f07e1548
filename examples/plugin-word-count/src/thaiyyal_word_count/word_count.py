"""Count how often each word of a text occurs.

A word is a run of letters and digits; apostrophes inside it belong to it. The words that occur most
come first, equally frequent ones in alphabetical order.
"""

import re
from collections import Counter

from pydantic import Field

from thaiyyal.sdk import Boolean, Emit, Example, Inputs, Integer, NodeType, Params, hints

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")


class WordCountParams(Params):
    shortest: Integer = Field(
        1,
        ge=1,
        title="Shortest word",
        description="Words with fewer characters are left out.",
        json_schema_extra=hints(unit="characters"),
    )
    most: Integer | None = Field(
        None,
        ge=1,
        title="Most words",
        description="How many words to keep; all if it is left out.",
        json_schema_extra=hints(unit="words"),
    )
    ignore_case: Boolean = Field(
        True,
        description="Count Tea and tea as one word.",
        json_schema_extra=hints(advanced=True),
    )


class WordCount(NodeType[WordCountParams]):
    type = "word_count"
    label = "Count words"
    group = "Text"
    icon = "list-ordered"
    inputs = Inputs.ONE
    accepts = "text"
    facts = ("words", "different")
    examples = (
        Example(
            title="Two words",
            params={},
            inputs=["Tea, more tea"],
            out={"tea": 2, "more": 1},
        ),
        Example(
            title="Only the longest",
            params={"shortest": 4, "most": 1},
            inputs=["it isn't what it isn't"],
            out={"isn't": 2},
        ),
        Example(
            title="Case matters",
            params={"ignore_case": False},
            inputs=["Tea tea"],
            out={"Tea": 1, "tea": 1},
        ),
        Example(title="Nothing to count", params={}, inputs=["…"], out={}),
        Example(title="A number is no text", params={}, inputs=[7], error="invalid_input"),
    )

    def run(self, params: WordCountParams, value: str) -> Emit:
        text = value.lower() if params.ignore_case else value
        words = [word for word in _WORD.findall(text) if len(word) >= params.shortest]
        ranked = sorted(Counter(words).items(), key=lambda entry: (-entry[1], entry[0]))
        return Emit(
            dict(ranked[: params.most]),
            meta={"words": len(words), "different": len(ranked)},
        )
