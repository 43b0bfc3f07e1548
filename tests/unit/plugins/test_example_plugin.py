import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

from thaiyyal.plugins.catalog import ENTRY_POINT_GROUP, catalog_of

_PROJECT = Path(__file__).parents[3] / "examples" / "plugin-word-count" / "pyproject.toml"


def test_the_example_plugin_is_found_through_what_its_project_declares() -> None:
    project = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]
    declared = project["entry-points"][ENTRY_POINT_GROUP]

    catalog = catalog_of(
        EntryPoint(name=name, value=value, group=ENTRY_POINT_GROUP)
        for name, value in declared.items()
    )

    assert "word_count" in catalog
