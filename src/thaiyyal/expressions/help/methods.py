"""Help on the methods: those of texts, then those of lists."""

from thaiyyal.expressions.help.entry import Help, Receiver, Returns
from thaiyyal.kernel.values import Value


def _of(receiver: Receiver, *lines: tuple[str, Returns, str, str, Value]) -> tuple[Help, ...]:
    return tuple(Help(*line, of=receiver) for line in lines)


_TEXT = _of(
    "text",
    ("toUpperCase()", "text", "Writes it in capital letters.", "'ink'.toUpperCase()", "INK"),
    ("toLowerCase()", "text", "Writes it in small letters.", "'INK'.toLowerCase()", "ink"),
    ("trim()", "text", "Drops the blanks at both ends.", "'  ink '.trim()", "ink"),
    ("includes(part)", "boolean", "Tells whether a part is in it.", "'ink'.includes('nk')", True),
    ("startsWith(part)", "boolean", "Tells how it begins.", "'ink'.startsWith('i')", True),
    ("endsWith(part)", "boolean", "Tells how it ends.", "'ink'.endsWith('k')", True),
    (
        "replace(part, replacement)",
        "text",
        "Replaces every occurrence of a part, literally.",
        "'a-b-c'.replace('-', '+')",
        "a+b+c",
    ),
    ("split(separator)", "list", "Cuts it at a separator.", "'a,b'.split(',')", ["a", "b"]),
    (
        "slice(from, to?)",
        "text",
        "Takes a part; negative positions count from the end.",
        "'lantern'.slice(0, 4)",
        "lant",
    ),
    ("indexOf(part)", "number", "Finds a part's position; -1 if none.", "'ink'.indexOf('n')", 1),
    ("padStart(length, fill?)", "text", "Fills it up in front.", "'7'.padStart(3, '0')", "007"),
    ("padEnd(length, fill?)", "text", "Fills it up at the end.", "'7'.padEnd(3, '.')", "7.."),
    ("repeat(count)", "text", "Writes it several times.", "'ab'.repeat(2)", "abab"),
)
_LIST = _of(
    "list",
    (
        "map(item => value)",
        "list",
        "Makes a value of every item.",
        "[1, 2].map(n => n * 10)",
        [10, 20],
    ),
    (
        "filter(item => condition)",
        "list",
        "Keeps the items that meet a condition.",
        "[1, 2, 3].filter(n => n > 1)",
        [2, 3],
    ),
    (
        "flatMap(item => list)",
        "list",
        "Makes a list of every item and joins the lists.",
        "['a,b', 'c'].flatMap(t => t.split(','))",
        ["a", "b", "c"],
    ),
    (
        "find(item => condition)",
        "any",
        "Gives the first item that meets a condition; null if none does.",
        "[1, 2, 3].find(n => n > 1)",
        2,
    ),
    (
        "some(item => condition)",
        "boolean",
        "Tells whether an item meets a condition.",
        "[1, 2, 3].some(n => n > 2)",
        True,
    ),
    (
        "every(item => condition)",
        "boolean",
        "Tells whether all items meet a condition.",
        "[1, 2, 3].every(n => n > 2)",
        False,
    ),
    (
        "reduce((total, item) => value, start?)",
        "any",
        "Folds the items into one value.",
        "[1, 2, 3].reduce((total, n) => total + n, 0)",
        6,
    ),
    (
        "sort((a, b) => number?)",
        "list",
        "Puts items in ascending order, or in that of a comparison.",
        "[1, 3, 2].sort((a, b) => b - a)",
        [3, 2, 1],
    ),
    (
        "includes(value)",
        "boolean",
        "Tells whether a value is among the items.",
        "['pen', 'ink'].includes('ink')",
        True,
    ),
    (
        "indexOf(value)",
        "number",
        "Finds the position of a value; -1 if it is not there.",
        "['pen', 'ink'].indexOf('ink')",
        1,
    ),
    (
        "join(separator?)",
        "text",
        "Writes the items in a row, with a separator between.",
        "['a', 'b'].join(', ')",
        "a, b",
    ),
    ("reverse()", "list", "Turns it around.", "[1, 2, 3].reverse()", [3, 2, 1]),
    (
        "slice(from?, to?)",
        "list",
        "Takes a part; negative positions count from the end.",
        "[1, 2, 3].slice(-2)",
        [2, 3],
    ),
    (
        "concat(value…)",
        "list",
        "Appends items, and the items of lists.",
        "[1].concat([2, 3], 4)",
        [1, 2, 3, 4],
    ),
    ("first()", "any", "Gives the first item; null if there is none.", "[1, 2, 3].first()", 1),
    ("last()", "any", "Gives the last item; null if there is none.", "[1, 2, 3].last()", 3),
)
METHODS_HELP = (*_TEXT, *_LIST)
