"""Help on the names that are bound."""

from thaiyyal.expressions.help.entry import NameHelp

_ALL = ("expression", "items", "loop", "template", "templated-json")
_ITEMS = ("items",)

NAMES_HELP = (
    NameHelp("input", "The node's input; in a field for every item, the item.", _ALL),
    NameHelp("item", "The item; where there is none, the input.", _ALL),
    NameHelp("index", "The position of the item, or of the turn, from 0.", ("items", "loop")),
    NameHelp("items", "The whole list.", _ITEMS),
    NameHelp("accumulator", "The value so far, where items are reduced to one value.", _ITEMS),
    NameHelp("acc", "Short for accumulator.", _ITEMS),
    NameHelp("variables", "The workflow's variables by name: variables.total.", _ALL),
    NameHelp("context", "What context nodes declare, by name: context.currency.", _ALL),
    NameHelp("node", 'The value of another step by its id: node.fetch, node["my-id"].', _ALL),
)
