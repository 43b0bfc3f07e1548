"""Writes the table of endpoints into http-api.md, from the declared routes.

``python docs/reference/endpoints.py`` writes it; with ``--check`` it only says whether the page has
what the code gives.
"""

from collections.abc import Iterator
from pathlib import Path

from thaiyyal.features.routing import Route
from thaiyyal.testing.pages import write_or_compare
from thaiyyal.web.routes import ALL_ROUTES

PAGE = Path(__file__).with_name("http-api.md")
BEGIN, END = "<!-- endpoints -->\n", "<!-- end -->\n"


def page() -> str:
    """Return the page with the present table in it."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return "".join([before, BEGIN, "\n", *_tables(), END, after])


def _tables() -> Iterator[str]:
    tags = sorted({route.tag for route in ALL_ROUTES})
    for tag in tags:
        yield f"### {tag.capitalize()}\n\n"
        yield "| method | path | permission | does | |\n|---|---|---|---|---|\n"
        routes = [route for route in ALL_ROUTES if route.tag == tag]
        yield from (_row(route) for route in sorted(routes, key=_place))
        yield "\n"


def _place(route: Route) -> tuple[str, int]:
    return route.path, ["GET", "POST", "PUT", "PATCH", "DELETE"].index(route.method)


def _row(route: Route) -> str:
    summary = (route.handler.__doc__ or "").strip().partition("\n")[0]
    star = "*" if route.resource else ""
    cells = [
        route.method,
        f"`{route.path}`",
        f"`{route.permission}`{star}",
        summary,
        "twice" if route.creates else "",
    ]
    return f"| {' | '.join(cells)} |\n"


def main() -> int:
    """Write the page, or compare it; 1 when it is out of date."""
    return write_or_compare(PAGE, page(), script="docs/reference/endpoints.py", about=__doc__)


if __name__ == "__main__":
    raise SystemExit(main())
