"""The bundled list of common passwords, read when it is first needed.

``data/NOTICE`` says where it comes from. An entry below 12 characters stands for itself with
digits and signs around it; the list holds nothing that the other rules of the policy refuse.
"""

import gzip
from functools import cache
from importlib.resources import files

_LIST = files("thaiyyal.features.accounts") / "data" / "common_passwords.txt.gz"
_LEET = str.maketrans("0134578@$!+", "oieastbasit")


def is_common(folded: str) -> bool:
    """Whether a lower-case text is a common password, also written twice or with odd letters."""
    known = common_passwords()
    return any(variant in known for variant in _variants(folded))


@cache
def common_passwords() -> frozenset[str]:
    """Return all entries, lower case."""
    return frozenset(gzip.decompress(_LIST.read_bytes()).decode("utf-8").splitlines())


def _variants(folded: str) -> set[str]:
    cores = {_core(folded), _core(_unit(folded))}
    units = {_unit(core) for core in cores}
    plain = cores | units | {folded}
    return plain | {variant.translate(_LEET) for variant in plain}


def _core(text: str) -> str:
    """Return what is left of a text without digits and signs at its ends."""
    letters = [i for i, c in enumerate(text) if c.isalpha()]
    return text[letters[0] : letters[-1] + 1] if letters else ""


def _unit(text: str) -> str:
    """Return the shortest text whose repetition is ``text``."""
    return text[: (text + text).find(text, 1)] if text else ""
