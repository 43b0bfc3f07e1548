from importlib.metadata import EntryPoint

import pytest

from thaiyyal.nodes import BUILT_IN
from thaiyyal.plugins import load_catalog
from thaiyyal.plugins.catalog import ENTRY_POINT_GROUP, PluginError, catalog_of
from thaiyyal.sdk import NodeType, Params, Value

HERE = __name__


class Shout(NodeType[Params]):
    """Only here to be found."""

    type = "shout"
    label = "Shout"
    group = "Operations"

    def run(self, params: Params, value: Value) -> Value:
        return value


class Impostor(Shout):
    type = "number"


class NoNodeType:
    pass


def plugin(name: str, attribute: str) -> EntryPoint:
    return EntryPoint(name=name, value=f"{HERE}:{attribute}", group=ENTRY_POINT_GROUP)


def test_the_catalogue_holds_every_built_in_type_under_its_own_name() -> None:
    catalog = load_catalog()

    assert set(catalog) >= {kind.type for kind in BUILT_IN}
    assert all(kind.type == name for name, kind in catalog.items())


def test_no_two_built_in_types_share_a_name() -> None:
    names = [kind.type for kind in BUILT_IN]

    assert len(names) == len(set(names))


def test_a_plugin_follows_the_built_in_types() -> None:
    catalog = catalog_of([plugin("shout", "Shout")])

    assert list(catalog)[-1] == "shout"
    assert isinstance(catalog["shout"], Shout)


@pytest.mark.parametrize(
    ("attribute", "says"),
    [
        pytest.param("Impostor", "exists already", id="takes a built-in name"),
        pytest.param("NoNodeType", "no NodeType class", id="is no node type"),
        pytest.param("Absent", "does not load", id="does not load"),
    ],
)
def test_a_plugin_that_cannot_be_used_is_refused_by_name(attribute: str, says: str) -> None:
    with pytest.raises(PluginError, match=says) as caught:
        catalog_of([plugin("mine", attribute)])

    assert '"mine"' in caught.value.message


def test_two_plugins_with_the_same_type_are_refused() -> None:
    with pytest.raises(PluginError, match="exists already"):
        catalog_of([plugin("one", "Shout"), plugin("two", "Shout")])
