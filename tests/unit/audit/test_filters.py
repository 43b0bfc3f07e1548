"""Which index a search goes along, and what is left to be looked at."""

from datetime import UTC, datetime, timedelta, timezone
from ipaddress import ip_network
from uuid import UUID

import pytest

from thaiyyal.features.audit.filters import Condition, Filters, Way, first_id_at, search_for
from thaiyyal.features.audit.record import time_of
from thaiyyal.kernel.ids import new_id

SOMEBODY = UUID(int=7)


@pytest.mark.parametrize(
    ("filters", "way", "conditions"),
    [
        (Filters(), Way.TIME, set()),
        (Filters(action="workflow.published"), Way.ACTION, set()),
        (Filters(action="workflow."), Way.ACTIONS, set()),
        (Filters(action="workflow.", status="failure"), Way.TIME, {"actions", "status"}),
        (Filters(user_id=SOMEBODY), Way.USER, set()),
        (Filters(user_id=SOMEBODY, action="workflow."), Way.USER, {"actions"}),
        (Filters(resource_type="workflow"), Way.TIME, {"resource_type"}),
        (
            Filters(resource_type="workflow", resource_id="7"),
            Way.RESOURCE,
            {"resource_type"},
        ),
        (Filters(network=ip_network("10.0.0.7")), Way.ADDRESS, set()),
        (Filters(network=ip_network("10.0.0.0/8")), Way.TIME, {"network"}),
        (Filters(request_id="r", user_id=SOMEBODY, text="x"), Way.REQUEST, {"user", "text"}),
    ],
)
def test_a_search_goes_along_the_narrowest_index(
    filters: Filters, way: Way, conditions: set[str]
) -> None:
    search = search_for(filters)

    assert search.way is way
    assert search.conditions == {Condition(name) for name in conditions}


def test_an_entry_made_at_the_beginning_of_a_span_is_in_it_and_one_at_its_end_is_not() -> None:
    id_ = new_id()
    at = time_of(id_)

    inside = search_for(Filters(since=at, until=at + timedelta(milliseconds=1))).params
    outside = search_for(Filters(until=at)).params

    assert inside["lowest"] <= id_ < inside["below"]
    assert outside["below"] <= id_


@pytest.mark.parametrize(
    "at",
    [
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(1969, 12, 31, 23, 59, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-14))),
    ],
)
def test_every_time_has_an_id(at: datetime) -> None:
    assert 0 <= first_id_at(at).int < 2**128


def test_a_text_is_looked_for_as_it_is_written_in_json() -> None:
    assert search_for(Filters(text='say "Zoë"')).params["text"] == 'say \\"Zoë\\"'.encode()
