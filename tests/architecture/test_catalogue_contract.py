"""The catalogue of node types is committed as the server gives it."""

import json
import runpy
from typing import Any

from tests.architecture.repository import ROOT
from thaiyyal.features.credentials.kinds import KINDS

GENERATE: dict[str, Any] = runpy.run_path(str(ROOT / "contracts" / "generate.py"))


def test_the_committed_catalogue_is_what_the_code_gives() -> None:
    committed = (ROOT / "contracts" / "node-types.json").read_text(encoding="utf-8")

    assert committed == GENERATE["node_types"](), "run contracts/generate.py"


def test_every_group_of_a_node_type_is_a_group_of_the_palette_with_its_colour() -> None:
    catalogue = json.loads(GENERATE["node_types"]())
    colours = {group["name"]: group["colour"] for group in catalogue["groups"]}

    wrong = [item for item in catalogue["items"] if colours.get(item["group"]) != item["colour"]]

    assert wrong == []


def test_node_types_of_a_group_stand_together_in_the_order_of_the_palette() -> None:
    catalogue = json.loads(GENERATE["node_types"]())
    places = [group["name"] for group in catalogue["groups"]]
    order = list(dict.fromkeys(item["group"] for item in catalogue["items"]))

    assert order == places


def test_the_kinds_of_credentials_that_requests_take_are_all_but_those_of_mail_servers() -> None:
    items = {item["type"]: item for item in json.loads(GENERATE["node_types"]())["items"]}

    def offered(name: str) -> set[str]:
        return set(items[name]["params"]["properties"]["credential"]["credential_kinds"])

    assert offered("http") == offered("paginator") == KINDS.keys() - {"smtp"}
    assert offered("send_email") == {"smtp"}
