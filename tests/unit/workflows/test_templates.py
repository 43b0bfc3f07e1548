"""Templates are the examples: all of them, complete, found in a clone and in a package."""

import json
import re
from typing import Any

import pytest

from tests.architecture.repository import ROOT
from thaiyyal.bootstrap import check
from thaiyyal.features.workflows.seeds import EXAMPLES
from thaiyyal.features.workflows.templates import Template, templates
from thaiyyal.features.workflows.templates.shelf import shelf_in

_FOLDER = ROOT / "examples"
_ALL = list(templates().values())


def _json(path: Any) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_every_example_is_a_template() -> None:
    assert list(templates()) == sorted(path.parent.name for path in _FOLDER.glob("*/workflow.json"))


def test_what_a_new_tenant_starts_with_is_among_them_and_runs_offline() -> None:
    assert [templates()[name].is_offline for name in EXAMPLES] == [True] * len(EXAMPLES)


@pytest.mark.parametrize("template", _ALL, ids=lambda template: template.name)
def test_a_template_is_what_its_folder_says(template: Template) -> None:
    folder, shown = _FOLDER / template.name, template.as_value()
    readme = (folder / "README.md").read_text(encoding="utf-8")

    assert shown["document"] == _json(folder / "workflow.json")
    assert shown["output"] == _json(folder / "expected.json")
    assert ("input" in shown) == (folder / "input.json").exists()
    assert readme.startswith(f"# {template.title}\n")


@pytest.mark.parametrize("template", _ALL, ids=lambda template: template.name)
def test_a_template_has_what_a_gallery_shows(template: Template) -> None:
    assert template.tags
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", tag) for tag in template.tags)
    assert template.description.endswith(".")
    assert check(template.document).problems == ()


def test_only_templates_that_ask_other_services_are_not_offline() -> None:
    online = {one.name: {"http", "paginator", "send_email"} & {*one.node_types} for one in _ALL}

    assert {one.name for one in _ALL if not one.is_offline} == {
        name for name, types in online.items() if types
    }


def test_an_installed_package_is_read_where_there_is_no_clone(tmp_path: Any) -> None:
    packaged = tmp_path / "examples"
    one = packaged / "greeting"
    one.mkdir(parents=True)
    document = {"name": "Greeting", "description": "Greets.", "nodes": [], "edges": []}
    (one / "workflow.json").write_text(json.dumps(document), encoding="utf-8")
    (one / "README.md").write_text("# Greeting\n\nTags: `polite`, `short`.\n", encoding="utf-8")

    found = shelf_in([packaged, _FOLDER])

    assert [(name, one.tags) for name, one in found.items()] == [("greeting", ("polite", "short"))]
    assert found["greeting"].as_value().keys() & {"input", "output"} == set()
    assert list(shelf_in([tmp_path / "nothing", _FOLDER])) == list(templates())
