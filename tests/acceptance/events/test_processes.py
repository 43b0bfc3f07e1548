"""Events go from whichever process writes to whichever process somebody follows them at."""

import signal
import socket
from itertools import islice

import pytest

from tests.acceptance.events.records import Records, followed
from tests.acceptance.server.process import Server, until
from tests.acceptance.server.wire import head

ZIPPED = {"Accept-Encoding": "zstd, gzip"}


def test_both_servers_tell_what_a_third_process_records(
    server: Server, other_server: Server, by: dict[str, str], records: Records
) -> None:
    id_, path = records.begin()

    with (
        followed(server, path, {**by, **ZIPPED}) as (_, here),
        followed(other_server, path, {**by, **ZIPPED}) as (_, there),
    ):
        begun = [next(here)["status"], next(there)["status"]]
        records.record(id_)
        steps = [next(here)["seq"], next(there)["seq"]]
        records.end(id_)
        rests = [list(here), list(there)]

    assert (begun, steps) == (["running"] * 2, [1, 1])
    assert [[(one["seq"], one["status"]) for one in rest] for rest in rests] == [
        [(2, "succeeded")]
    ] * 2


def test_who_signs_out_at_one_server_follows_nothing_at_the_other(
    server: Server, other_server: Server, by: dict[str, str], records: Records
) -> None:
    _, path = records.begin()

    with followed(other_server, path, by) as (_, events):
        first = next(events)
        signed_out = server.ask("POST", "/api/v1/auth/logout-all", headers=by)
        rest = list(events)

    assert (first["event"], signed_out.status) == ("execution", 200)
    assert [(one["event"], one["reason"]) for one in rest] == [("end", "not_signed_in")]


def test_a_server_that_is_stopped_ends_its_streams_at_once(
    other_server: Server, by: dict[str, str], records: Records
) -> None:
    _, path = records.begin()

    with followed(other_server, path, by) as (_, events):
        next(events)
        other_server.signal(signal.SIGTERM)
        rest = list(events)

    assert [(one["event"], one["reason"]) for one in rest] == [("end", "shutting_down")]
    assert other_server.wait() == 0


def test_a_client_that_does_not_read_is_let_go_and_others_go_on(
    server: Server, by: dict[str, str], records: Records
) -> None:
    id_, path = records.begin()
    records.record(id_, number=5_000, output="x" * 3_900)

    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        slow.connect(("127.0.0.1", server.port))
        slow.sendall(head("GET", path, by))
        port = slow.getsockname()[1]
        assert slow.recv(1)
        with followed(server, path, by) as (_, events):
            seqs = [one["seq"] for one in islice(events, 5_001)]
        until(lambda: not server.holds(port))

    assert seqs == [None, *range(1, 5_001)]


@pytest.mark.parametrize("coding", ["identity", "gzip", "zstd"])
def test_streams_are_never_compressed(
    server: Server, by: dict[str, str], records: Records, coding: str
) -> None:
    _, path = records.begin()

    with followed(server, path, {**by, "Accept-Encoding": coding}) as (answer, events):
        next(events)

    assert answer.getheader("content-encoding") is None
    assert answer.getheader("content-type") == "text/event-stream; charset=utf-8"


def test_a_stream_that_its_client_leaves_is_over(
    server: Server, by: dict[str, str], records: Records
) -> None:
    _, path = records.begin()
    before = _streams_over(server)

    with followed(server, path, by) as (_, events):
        next(events)

    until(lambda: _streams_over(server) > before)


def _streams_over(server: Server) -> int:
    return sum(str(one.get("route", "")).endswith("/events") for one in server.events())
