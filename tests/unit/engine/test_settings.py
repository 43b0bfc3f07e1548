"""The settings of a node: on_error, retry, timeout."""

import asyncio

import pytest

from tests.unit.engine.probes import Hang, Read, Spin, Write
from tests.unit.engine.running import Engine, document, node
from thaiyyal.engine import ExecutionResult
from thaiyyal.sdk import Limits
from thaiyyal.testing.virtual_time import VirtualClock, run_in_virtual_time


def timed(engine: Engine, given: dict[str, object]) -> tuple[ExecutionResult, float]:
    """Run in virtual time; return the result and the seconds that passed."""

    async def run() -> tuple[ExecutionResult, float]:
        clock = VirtualClock()
        began_ms = clock.now_ms()
        return await engine.start(given), (clock.now_ms() - began_ms) / 1000

    return run_in_virtual_time(run())


def retrying(**retry: object) -> dict[str, object]:
    return document(node("a", "probe_read", fails=99, settings={"retry": retry}))


@pytest.mark.parametrize(
    ("retry", "waits"),
    [
        pytest.param({"backoff": "constant"}, 1 + 1, id="constant"),
        pytest.param({"backoff": "linear", "max_attempts": 4}, 1 + 2 + 3, id="linear"),
        pytest.param({"max_attempts": 4}, 1 + 2 + 4, id="exponential"),
        pytest.param({"max_attempts": 4, "multiplier": 3}, 1 + 3 + 9, id="multiplier"),
        pytest.param({"max_attempts": 4, "max_delay": "2s"}, 1 + 2 + 2, id="cap"),
        pytest.param({"initial_delay": "0"}, 0, id="no wait"),
        pytest.param({"max_attempts": 1}, 0, id="one attempt"),
    ],
)
def test_the_waits_between_attempts(retry: dict[str, object], waits: float) -> None:
    read = Read()

    result, seconds = timed(Engine([read]), retrying(**retry))

    assert len(read.calls) == retry.get("max_attempts", 3)
    assert seconds == pytest.approx(waits, abs=0.01)
    assert result.error is not None
    assert result.error.code == "refused"


@pytest.mark.parametrize("seed", range(20))
def test_jitter_only_shortens_a_wait_within_its_bound(seed: int) -> None:
    given = retrying(max_attempts=2, initial_delay="100s", max_delay="100s", jitter=0.25)

    _, seconds = timed(Engine([Read()], seed=seed), given)

    assert 75 <= seconds <= 100


def test_jitter_is_the_same_for_the_same_seed() -> None:
    given = retrying(max_attempts=5, jitter=1)

    first, second = timed(Engine([Read()]), given)[1], timed(Engine([Read()]), given)[1]

    assert first == second


def test_a_step_that_succeeds_at_last_has_succeeded() -> None:
    given = document(node("a", "probe_read", fails=2, gives="ok", settings={"retry": {}}))

    result = Engine([Read()]).run(given)

    assert result.output == "ok"
    assert result.steps()["a"].as_value()["meta"]["attempts"] == 3


def test_a_terminal_error_is_not_tried_again() -> None:
    read = Read()
    given = document(node("a", "probe_read", fails=9, error="terminal", settings={"retry": {}}))

    Engine([read]).run(given)

    assert len(read.calls) == 1


def test_a_retryable_error_names_the_shortest_wait() -> None:
    settings = {"retry": {"max_attempts": 2}}
    given = document(node("a", "probe_read", fails=1, error="retryable", settings=settings))

    _, seconds = timed(Engine([Read()]), given)

    assert seconds == pytest.approx(50)


def test_all_attempts_share_one_idempotency_key() -> None:
    read = Read()

    Engine([read]).run(retrying())

    assert len({key for _, _, key in read.calls}) == 1


def test_a_crash_inside_a_node_is_internal_and_keeps_its_secret() -> None:
    result = Engine([Read()]).run(document(node("a", "probe_read", fails=1, error="bug")))

    assert result.error is not None
    assert result.error.code == "internal"
    assert "secret" not in result.error.message


@pytest.mark.parametrize("policy", ["continue", "route"])
def test_a_failed_step_does_not_end_the_run(policy: str) -> None:
    given = document(
        node("a", "probe_read", fails=1, settings={"on_error": policy}),
        node("after", "renderer"),
        node("other", "number", value=5),
        paths=["a > after"],
    )

    result = Engine([Read()]).run(given)

    steps = result.steps()
    assert (result.status, result.output) == ("succeeded", 5)
    assert (steps["a"].status, steps["after"].status) == ("failed", "skipped")


def test_a_routed_error_leaves_on_the_error_port() -> None:
    given = document(
        node("a", "probe_read", fails=1, settings={"on_error": "route"}),
        node("after", "renderer"),
        paths=["a.error > after"],
    )

    result = Engine([Read()]).run(given)

    assert result.output == {"code": "refused", "message": "the service refused", "node": "a"}
    assert result.steps()["a"].port == "error"


def test_a_timeout_stops_the_work_of_an_effect() -> None:
    hang = Hang()

    result, seconds = timed(
        Engine([hang]), document(node("a", "probe_hang", settings={"timeout": "3s"}))
    )

    assert result.error is not None
    assert (result.error.code, result.error.node) == ("timeout", "a")
    assert hang.cancelled == 1
    assert seconds == pytest.approx(3)


def test_a_timeout_holds_per_attempt() -> None:
    hang = Hang()
    settings = {"timeout": "3s", "retry": {"max_attempts": 2, "initial_delay": "1s"}}

    _, seconds = timed(Engine([hang]), document(node("a", "probe_hang", settings=settings)))

    assert hang.begun == 2
    assert seconds == pytest.approx(3 + 1 + 3)


def test_a_node_that_is_quick_enough_meets_no_timeout() -> None:
    given = document(node("a", "probe_write", takes_s=2, gives=1, settings={"timeout": "3s"}))

    assert Engine([Write()]).run(given).output == 1


@pytest.mark.parametrize("action", ["error", "continue_with_partial"])
def test_a_timeout_container_stops_what_is_inside(action: str) -> None:
    hang = Hang()
    given = document(
        node("start", "number", value=1),
        node("limit", "timeout", timeout="2s", timeout_action=action),
        node("quick", "renderer", parent="limit"),
        node("hang", "probe_hang", parent="limit"),
        paths=["start > limit"],
    )

    result, seconds = timed(Engine([hang]), given)

    assert hang.cancelled == 1
    assert seconds == pytest.approx(2)
    assert (result.status, result.output) == (
        ("failed", None) if action == "error" else ("succeeded", 1)
    )


def test_a_retry_container_runs_its_body_again() -> None:
    read = Read()
    given = document(
        node("start", "number", value=1),
        node("again", "retry", max_attempts=4, initial_delay="2s", backoff_strategy="linear"),
        node("a", "probe_read", fails=3, parent="again"),
        paths=["start > again"],
    )

    result, seconds = timed(Engine([read]), given)

    assert result.output == 1
    assert len(read.calls) == 4
    assert seconds == pytest.approx(2 + 4 + 6)


def test_retry_settings_apply_to_a_container_as_a_whole() -> None:
    read = Read()
    given = document(
        node("start", "json_input", value=[1, 2]),
        node("each", "for_each", settings={"retry": {"max_attempts": 2}}),
        node("a", "probe_read", fails=1, parent="each"),
        paths=["start > each"],
    )

    result = Engine([read]).run(given)

    assert result.output == [1, 2]
    assert len(read.calls) == 3


@pytest.mark.parametrize("is_whole_run", [False, True], ids=["step", "run"])
def test_pure_work_without_end_is_stopped_in_time(is_whole_run: bool) -> None:
    spin = Spin()
    engine = Engine([spin], limits=Limits(run_s=0.05 if is_whole_run else 300.0))
    given = document(node("a", "probe_spin", settings={} if is_whole_run else {"timeout": "50ms"}))

    result = asyncio.run(engine.start(given))

    assert result.error is not None
    assert result.error.code == "timeout"
    assert spin.stopped == 2
