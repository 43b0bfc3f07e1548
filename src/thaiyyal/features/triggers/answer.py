"""What the caller of a webhook is answered, from how the execution ended. Pure."""

from dataclasses import dataclass
from uuid import UUID

from thaiyyal.kernel.values import Value, dump_json
from thaiyyal.nodes.trigger.webhook_trigger import WebhookTriggerParams

_NO_BODY = frozenset({204, 205, 304})
_GUARDS = (
    ("x-content-type-options", "nosniff"),
    ("content-security-policy", "sandbox; default-src 'none'"),
)
"""A page that an execution writes is shown as if it came from nowhere: it shares no sign-in."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer; header names in lower case, values that Latin-1 can say."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Ended:
    """How an execution ended: ``succeeded``, ``failed`` or ``cancelled``; its output.

    ``responded``: the value of the first respond node that ran, if one did.
    """

    execution_id: UUID
    status: str
    output: Value = None
    responded: dict[str, Value] | None = None


def answer_at_once(execution_id: UUID) -> Answer:
    """Return the answer to a caller who does not wait: 202 and which execution it is."""
    return _json_answer(202, {"execution_id": str(execution_id)})


def answer_of(params: WebhookTriggerParams, ended: Ended) -> Answer:
    """Return the answer to a caller who waited.

    What a respond node said is said even if the execution failed later. Of a failure the caller
    learns the id of the execution and nothing else: errors may tell of inner things.
    """
    if params.answer == "respond_node" and ended.responded is not None:
        return _responded(ended.responded)
    if ended.status != "succeeded":
        told: Value = {"code": "execution_failed", "execution_id": str(ended.execution_id)}
        return _json_answer(500, {"error": told})
    return _json_answer(200, ended.output)


def _responded(value: dict[str, Value]) -> Answer:
    status, named = value.get("status"), value.get("headers")
    headers = _headers(named if isinstance(named, dict) else {})
    content_type, body = _content(value.get("body"))
    if body and "content-type" not in headers:
        headers["content-type"] = content_type
    code = status if isinstance(status, int) else 200
    all_headers = (*headers.items(), *_GUARDS)
    return Answer(code, all_headers, b"" if code in _NO_BODY else body)


def _headers(named: dict[str, Value]) -> dict[str, str]:
    """Return headers as they can be sent: one line each, what Latin-1 cannot say left out."""
    found = {}
    for name, value in named.items():
        text = value if isinstance(value, str) else dump_json(value)
        clean = "".join(char for char in text if char.isprintable() or char == "\t")
        found[name.lower()] = clean.encode("latin-1", "replace").decode("latin-1").strip()
    return found


def _content(body: Value) -> tuple[str, bytes]:
    if body is None:
        return "", b""
    if isinstance(body, str):
        return "text/plain; charset=utf-8", body.encode("utf-8", "replace")
    return "application/json", _json_bytes(body)


def _json_answer(status: int, value: Value) -> Answer:
    headers = (("content-type", "application/json"), *_GUARDS)
    return Answer(status, headers, _json_bytes(value))


def _json_bytes(value: Value) -> bytes:
    return dump_json(value).encode("utf-8", "replace")
