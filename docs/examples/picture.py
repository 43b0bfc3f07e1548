"""Draw a workflow document as an SVG picture: the same document gives the same bytes.

Places come from the document's positions (those of a container's children count from the
container's corner); sizes, curves and colours are decided here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

CARD_WIDTH, CARD_HEIGHT = 180, 64
PADDING = 30
MARGIN = 24
LONGEST_LABEL = 22
LIFT = 70  # carries a line over the cards between its ends

COLOURS = {
    "Input": "#2f7dd1",
    "Output": "#2a9d5c",
    "Context": "#8a63c9",
    "Operations": "#c07a1c",
    "Control flow": "#c2487a",
    "Parallel & join": "#1f8f99",
    "Lists": "#5a6fd0",
    "State": "#8d6e4b",
    "Error handling & limits": "#c0392b",
}
OTHER_COLOUR = "#6b7280"

STYLE = """
.page{fill:#ffffff}.card{fill:#f6f8fa;stroke:#c9d1d9}.body{fill:#8b949e14;stroke:#8b949e}
.port{paint-order:stroke;stroke:#ffffff;stroke-width:3px;stroke-linejoin:round}
.name{fill:#1f2328;font-weight:600;font-size:13px}.kind,.port{fill:#57606a;font-size:11px}
.edge{fill:none;stroke:#6e7781;stroke-width:1.6}.tip{fill:#6e7781}
.reference{fill:none;stroke:#8a63c9;stroke-width:1;stroke-dasharray:3 4;opacity:.7}
text{font-family:system-ui,-apple-system,"Segoe UI",sans-serif}
@media (prefers-color-scheme:dark){
.page{fill:#0d1117}.card{fill:#161b22;stroke:#3d444d}.port{paint-order:stroke;stroke:#ffffff;stroke-width:3px;stroke-linejoin:round}
.name{fill:#e6edf3}.kind,.port{fill:#9da7b3}
.port{stroke:#0d1117}.edge{stroke:#9da7b3}.tip{fill:#9da7b3}}
"""

REFERENCE = re.compile(r"\bnode\??\.(\w+)")


@dataclass(frozen=True, slots=True)
class Box:
    """Where a node is drawn, in picture units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.y + (self.height / 2 if self.height == CARD_HEIGHT else CARD_HEIGHT / 2)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a picture shows of a node type."""

    label: str
    group: str


def draw(document: Mapping[str, Any], *, kinds: Mapping[str, Kind]) -> str:
    """Return the SVG text of ``document``."""
    nodes: list[dict[str, Any]] = document["nodes"]
    boxes = boxes_of(nodes)
    left = min(box.x for box in boxes.values()) - MARGIN
    top = min(box.y for box in boxes.values()) - MARGIN
    width = max(box.x + box.width for box in boxes.values()) + MARGIN - left
    height = max(box.y + box.height for box in boxes.values()) + MARGIN - top
    frame = Box(left, top, width, height)
    containers = {node["parent"] for node in nodes if "parent" in node}
    depth_first = sorted(nodes, key=lambda node: _depth(node, nodes))
    parts = [_body(boxes[node["id"]]) for node in depth_first if node["id"] in containers]
    parts += [_reference(boxes[a], boxes[b]) for a, b in references_of(document)]
    parts += [_edge(edge, boxes) for edge in document["edges"]]
    parts += [_card(node, boxes[node["id"]], kinds) for node in depth_first]
    parts += [_port(boxes[a], boxes[b], text) for (a, b), text in ports_of(document).items()]
    return "\n".join([_opening(document, frame), *parts, "</svg>", ""])


def _opening(document: Mapping[str, Any], frame: Box) -> str:
    place = f'width="{_n(frame.width)}" height="{_n(frame.height)}"'
    view = f"{_n(frame.x)} {_n(frame.y)} {_n(frame.width)} {_n(frame.height)}"
    return f"""<svg xmlns="http://www.w3.org/2000/svg" role="img" {place} viewBox="{view}">
<title>{escape(document["name"])}</title>
<desc>{escape(document["description"])}</desc>
<style>{STYLE}</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"
 orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>
<rect class="page" x="{_n(frame.x)}" y="{_n(frame.y)}" {place} rx="12"/>"""


def boxes_of(nodes: list[dict[str, Any]]) -> dict[str, Box]:
    """Return the box of every node by id; containers enclose their children."""
    boxes: dict[str, Box] = {}
    for node in sorted(nodes, key=lambda node: -_depth(node, nodes)):
        inside = [boxes[child["id"]] for child in nodes if child.get("parent") == node["id"]]
        x, y = _corner(node, nodes)
        right = max((box.x + box.width + PADDING for box in inside), default=x + CARD_WIDTH)
        bottom = max((box.y + box.height + PADDING for box in inside), default=y + CARD_HEIGHT)
        boxes[node["id"]] = Box(x, y, right - x, bottom - y)
    return boxes


def references_of(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (read node, reading node) of every ``node.x`` that no edge shows already."""
    ids = {node["id"] for node in document["nodes"]}
    drawn = {(edge["source"], edge["target"]) for edge in document["edges"]}
    found = {
        (name, node["id"])
        for node in document["nodes"]
        for name in REFERENCE.findall(str(node.get("data", "")))
        if name in ids
    }
    return sorted(found - drawn)


def ports_of(document: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """Return the named ports between two nodes, as one label per (source, target)."""
    named: dict[tuple[str, str], str] = {}
    for edge in document["edges"]:
        if "sourceHandle" in edge:
            ends = edge["source"], edge["target"]
            before = f"{named[ends]}, " if ends in named else ""
            named[ends] = before + edge["sourceHandle"]
    return named


def _parents(node: dict[str, Any], nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_id = {one["id"]: one for one in nodes}
    chain = []
    while "parent" in node:
        node = by_id[node["parent"]]
        chain.append(node)
    return chain


def _depth(node: dict[str, Any], nodes: list[dict[str, Any]]) -> int:
    return len(_parents(node, nodes))


def _corner(node: dict[str, Any], nodes: list[dict[str, Any]]) -> tuple[float, float]:
    places = [one["position"] for one in (node, *_parents(node, nodes))]
    return sum(place["x"] for place in places), sum(place["y"] for place in places)


def _body(box: Box) -> str:
    return (
        f'<rect class="body" x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" '
        f'height="{_n(box.height)}" rx="12"/>'
    )


def _card(node: dict[str, Any], box: Box, kinds: Mapping[str, Kind]) -> str:
    kind = kinds.get(node["type"], Kind(node["type"], ""))
    colour = COLOURS.get(kind.group, OTHER_COLOUR)
    is_container = box.height != CARD_HEIGHT or box.width != CARD_WIDTH
    height = CARD_HEIGHT - 16 if is_container else CARD_HEIGHT
    frame = "" if is_container else _frame(box)
    return (
        f"<g><title>{escape(node['id'])}: {escape(kind.label)}</title>{frame}"
        f'<rect x="{_n(box.x + 8)}" y="{_n(box.y + 10)}" width="5" height="{height - 20}" '
        f'rx="2.5" fill="{colour}"/>'
        f'<text class="name" x="{_n(box.x + 22)}" y="{_n(box.y + height / 2 - 3)}">'
        f"{escape(_short(node['id'].replace('_', ' ')))}</text>"
        f'<text class="kind" x="{_n(box.x + 22)}" y="{_n(box.y + height / 2 + 14)}">'
        f"{escape(_short(kind.label))}</text></g>"
    )


def _frame(box: Box) -> str:
    return (
        f'<rect class="card" x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" '
        f'height="{_n(box.height)}" rx="10"/>'
    )


def _edge(edge: dict[str, Any], boxes: Mapping[str, Box]) -> str:
    curve = _curve(boxes[edge["source"]], boxes[edge["target"]])
    return f'<path class="edge" marker-end="url(#tip)" d="{curve}"/>'


def _port(source: Box, target: Box, text: str) -> str:
    x = min((source.x + source.width + target.x) / 2, source.x + source.width + PADDING)
    y = (source.middle + target.middle) / 2 if target.x - x <= PADDING else source.middle
    return (
        f'<text class="port" text-anchor="middle" x="{_n(x)}" y="{_n(y - 4)}">'
        f"{escape(_short(text))}</text>"
    )


def _reference(source: Box, target: Box) -> str:
    return f'<path class="reference" d="{_curve(source, target)}"/>'


def _curve(source: Box, target: Box) -> str:
    x1, y1, x2, y2 = source.x + source.width, source.middle, target.x, target.middle
    bend = max(abs(x2 - x1) / 2, 28)
    lift = LIFT if y1 == y2 and x2 - x1 > CARD_WIDTH else 0
    first, second = f"{_n(x1 + bend)} {_n(y1 - lift)}", f"{_n(x2 - bend)} {_n(y2 - lift)}"
    return f"M{_n(x1)} {_n(y1)}C{first} {second} {_n(x2)} {_n(y2)}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
