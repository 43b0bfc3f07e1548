"""Guess which format a text has, from its shape alone."""

from io import StringIO

FORMATS = ("JSON", "CSV", "TSV", "YAML", "XML")


def looks_like_json(text: str) -> bool:
    """Say whether a trimmed text is wrapped as a JSON object or list."""
    return text[:1] + text[-1:] in ("{}", "[]") and len(text) > 1


def guess_format(text: str) -> str:
    r"""Return the format of a trimmed text that is no JSON object or list.

    >>> [guess_format(text) for text in ("<a/>", "a: 1\nb: 2", "a\tb\n1\t2", "a,b\n1,2", "5")]
    ['XML', 'YAML', 'TSV', 'CSV', 'JSON']
    """
    if text.startswith("<") and text.endswith(">"):
        return "XML"
    lines = StringIO(text, newline=None)  # LF, CRLF and CR end a line
    first = lines.readline()
    if not first.endswith("\n"):
        return "JSON"
    pairs = int(": " in first)
    for line in lines:
        pairs += ": " in line
        if pairs > 1:
            return "YAML"
    if first.count("\t") > first.count(","):
        return "TSV"
    return "CSV" if "," in first else "JSON"
