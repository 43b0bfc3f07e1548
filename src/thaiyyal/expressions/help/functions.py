"""Help on the functions, family by family as they are implemented."""

from thaiyyal.expressions.help.entry import Help

_LISTS = (
    Help(
        "map(list, expression)",
        "list",
        "Computes an expression for every item; item and index are bound in it.",
        "map([1, 2, 3], item * 10)",
        [10, 20, 30],
    ),
    Help(
        "sort(list)",
        "list",
        "Puts items in ascending order: numbers, then texts, then all else.",
        "sort([3, 1, 2])",
        [1, 2, 3],
    ),
    Help("reverse(list)", "list", "Turns a list around.", "reverse([1, 2, 3])", [3, 2, 1]),
    Help(
        "flatten(list)",
        "list",
        "Puts the items of inner lists, however deep, into one list.",
        "flatten([1, [2, [3]]])",
        [1, 2, 3],
    ),
    Help(
        "unique(list)",
        "list",
        "Keeps the first of equal items.",
        "unique(['a', 'b', 'a'])",
        ["a", "b"],
    ),
    Help(
        "slice(list, from, to?)",
        "any",
        "Takes a part of a list or text; negative positions count from the end.",
        "slice([1, 2, 3, 4], 1, 3)",
        [2, 3],
    ),
    Help(
        "sample(list, count)",
        "list",
        "Takes so many items, evenly spread and always the same ones.",
        "sample([1, 2, 3, 4, 5, 6], 3)",
        [1, 3, 5],
    ),
    Help(
        "zip(list, list…)",
        "list",
        "Pairs the items of lists by position; gaps are null.",
        "zip(['a', 'b'], [1, 2])",
        [["a", 1], ["b", 2]],
    ),
    Help(
        "contains(whole, part)",
        "boolean",
        "Tells whether a list has an item, or a text a part.",
        "contains(['pen', 'ink'], 'ink')",
        True,
    ),
)
_NUMBERS = (
    Help("sum(list)", "number", "Adds numbers; 0 for an empty list.", "sum([1, 2, 3])", 6),
    Help("avg(list)", "number", "Gives the mean; null for an empty list.", "avg([1, 2, 6])", 3),
    Help(
        "min(list)",
        "number",
        "Finds the smallest number, of a list or of the arguments.",
        "min([4, 2, 9])",
        2,
    ),
    Help(
        "max(list)",
        "number",
        "Finds the largest number, of a list or of the arguments.",
        "max(4, 2, 9)",
        9,
    ),
    Help(
        "round(number)",
        "any",
        "Rounds to the nearest integer, halves away from 0; lists item by item.",
        "round(2.5)",
        3,
    ),
    Help("floor(number)", "any", "Rounds down; lists item by item.", "floor(2.7)", 2),
    Help("ceil(number)", "any", "Rounds up; lists item by item.", "ceil(2.1)", 3),
    Help("abs(number)", "any", "Drops the sign; lists item by item.", "abs(-4)", 4),
    Help("pow(base, exponent)", "number", "Raises a number to a power.", "pow(2, 10)", 1024),
    Help("sqrt(number)", "number", "Gives the square root.", "sqrt(9)", 3),
    Help("number(value)", "number", "Reads a number from a text.", "number('12.5')", 12.5),
)
_OBJECTS = (
    Help("isNull(value)", "boolean", "Tells whether a value is null.", "isNull(null)", True),
    Help(
        "coalesce(value…)",
        "any",
        "Gives the first value that is not null.",
        "coalesce(null, 'none')",
        "none",
    ),
    Help(
        "len(value)",
        "number",
        "Counts the characters of a text, items of a list or keys of an object.",
        "len(['a', 'b'])",
        2,
    ),
    Help("keys(object)", "list", "Lists the keys of an object.", "keys({a: 1, b: 2})", ["a", "b"]),
    Help(
        "values(object)", "list", "Lists the values of an object.", "values({a: 1, b: 2})", [1, 2]
    ),
)
_TEXT = (
    Help("text(value)", "text", "Writes any value as a text.", "text(12.5)", "12.5"),
    Help(
        "matches(text, pattern)",
        "boolean",
        "Tells whether an RE2 pattern is found in a text.",
        "matches('A-17', '[0-9]+')",
        True,
    ),
    Help(
        "matchAll(text, pattern)",
        "list",
        "Finds all places where an RE2 pattern matches, with groups and positions.",
        "matchAll('a1 b2', '[0-9]').map(m => m.match)",
        ["1", "2"],
    ),
    Help(
        "replacePattern(text, pattern, replacement)",
        "text",
        "Replaces what an RE2 pattern matches; $1 is its first group.",
        "replacePattern('a1 b2', '([a-z])([0-9])', '$2$1')",
        "1a 2b",
    ),
)
_DATES = (
    Help("now()", "date", "Gives the current time.", "now()", "2026-01-31T12:00:00Z"),
    Help(
        "parseDate(value)",
        "date",
        "Reads a date from an ISO 8601 text or from epoch seconds.",
        "parseDate('2026-01-31')",
        "2026-01-31T00:00:00Z",
    ),
    Help(
        "toEpoch(date)",
        "number",
        "Counts the seconds since 1970.",
        "toEpoch('2026-01-31T12:00:00Z')",
        1_769_860_800,
    ),
    Help(
        "toEpochMillis(date)",
        "number",
        "Counts the milliseconds since 1970.",
        "toEpochMillis('2026-01-31T12:00:00Z')",
        1_769_860_800_000,
    ),
    Help(
        "fromEpoch(seconds)",
        "date",
        "Makes a date of seconds since 1970.",
        "fromEpoch(1769860800)",
        "2026-01-31T12:00:00Z",
    ),
    Help(
        "fromEpochMillis(milliseconds)",
        "date",
        "Makes a date of milliseconds since 1970.",
        "fromEpochMillis(1769860800000)",
        "2026-01-31T12:00:00Z",
    ),
    Help(
        "dateDiff(later, earlier)",
        "number",
        "Counts the seconds between two dates.",
        "dateDiff('2026-01-02', '2026-01-01')",
        86_400,
    ),
    Help(
        "dateAdd(date, seconds)",
        "date",
        "Gives the date so many seconds later.",
        "dateAdd('2026-01-01', 3600)",
        "2026-01-01T01:00:00Z",
    ),
    Help("year(date)", "number", "Gives the year, in UTC.", "year('2026-01-31')", 2026),
    Help("month(date)", "number", "Gives the month from 1, in UTC.", "month('2026-01-31')", 1),
    Help("day(date)", "number", "Gives the day of the month, in UTC.", "day('2026-01-31')", 31),
    Help("hour(date)", "number", "Gives the hour, in UTC.", "hour('2026-01-31T12:30:00Z')", 12),
    Help(
        "minute(date)", "number", "Gives the minute, in UTC.", "minute('2026-01-31T12:30:00Z')", 30
    ),
)
FUNCTIONS_HELP = (*_LISTS, *_NUMBERS, *_OBJECTS, *_TEXT, *_DATES)
