"""What the page about the HTTP API shows works: its requests are sent, its headers compared."""

import re
from pathlib import Path

import pytest

from tests.integration.routes.world import World, make_tenant
from thaiyyal.kernel.permissions import Permission
from thaiyyal.testing.api import Answer

_PAGE = Path(__file__).parents[3] / "docs" / "reference" / "http-api.md"
_TEXT = _PAGE.read_text(encoding="utf-8")
_EXAMPLES = re.findall(r"^```http (\d+)\n(.*?)^```", _TEXT, re.MULTILINE | re.DOTALL)
_SECTION = _TEXT.partition("## Security headers")[2].partition("\n## ")[0]
_HEADER_ROWS = re.findall(
    r"^\| `([A-Z][\w-]+)` \| (`[^`]+`.*?) \| [^|]+ \|$", _SECTION, re.MULTILINE
)


def _names(example: tuple[str, str]) -> str:
    return example[1].partition("\n")[0]


@pytest.mark.parametrize("example", _EXAMPLES, ids=_names)
def test_an_example_is_answered_as_the_page_says(world: World, example: tuple[str, str]) -> None:
    status, text = example

    answer = _sent(world, text)

    assert answer.status == int(status), answer.body


def test_the_security_headers_are_those_of_the_page(world: World) -> None:
    answer = world.platform.ask("GET", "//health")

    absent = {"Strict-Transport-Security"}
    for name, values in _HEADER_ROWS:
        if name not in absent:
            told = re.findall(r"`([^`]+)`", values)[0].partition("…")[0].partition(", camera")[0]
            assert answer.headers[name].startswith(told), name
    assert len(_HEADER_ROWS) >= 9
    assert not absent & set(answer.headers)


def _sent(world: World, text: str) -> Answer:
    tenant = make_tenant(world.platform)
    names = {
        "$TOKEN": tenant.owner.token,
        "$API_KEY": tenant.people.api_key(Permission)["X-API-Key"],
        "$WORKFLOW_ID": tenant.id_of("workflow_id"),
    }
    for name, value in names.items():
        text = text.replace(name, value)
    head, _, body = text.partition("\n\n")
    (method, address), *lines = (line.split(" ", 1) for line in head.splitlines())
    headers = {name.removesuffix(":"): value for name, value in lines}
    return world.platform.ask(method, f"/{address}", body=body.encode(), headers=headers)
