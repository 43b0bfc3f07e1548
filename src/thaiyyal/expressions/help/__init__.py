"""What the language has to offer, in words: for completion in editors and for help.

Every function, method and name has one line, and an example that the tests evaluate.
"""

from thaiyyal.expressions.help.entry import EXAMPLES_AT_MS, Help, NameHelp
from thaiyyal.expressions.help.functions import FUNCTIONS_HELP
from thaiyyal.expressions.help.methods import METHODS_HELP
from thaiyyal.expressions.help.names import NAMES_HELP

__all__ = [
    "EXAMPLES_AT_MS",
    "FUNCTIONS_HELP",
    "METHODS_HELP",
    "NAMES_HELP",
    "Help",
    "NameHelp",
]
