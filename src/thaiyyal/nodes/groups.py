"""The groups of the palette in their order, each with the colour of its nodes."""

from collections.abc import Mapping

COLOUR_OF_OTHERS = "gray"
"""The colour of a group that only a plugin knows."""

COLOURS: Mapping[str, str] = {
    "Triggers": "orange",
    "Input": "green",
    "Output": "pink",
    "Context": "cyan",
    "Operations": "blue",
    "Control flow": "violet",
    "Parallel & join": "indigo",
    "Waiting": "yellow",
    "Lists": "teal",
    "State": "grape",
    "Error handling & limits": "red",
}
