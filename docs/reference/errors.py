"""Writes errors.md, every stable error code, from the tree of errors and the server's statuses.

``python docs/reference/errors.py`` writes it; with ``--check`` it only says whether it is what the
code gives. What an error means is the first line of its docstring; what to do about it stands here.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import thaiyyal
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.testing.pages import write_or_compare
from thaiyyal.web.errors import STATUS_BY_CODE, STATUS_BY_KIND

PAGE = Path(__file__).with_name("errors.md")
_NOT_IMPORTED = (".__main__", ".migrations.", ".testing")
_OF_REQUESTS = ("document", "features", "kernel", "store.errors", "web")
_OF_STEPS = ("engine", "expressions", "outbound", "sdk")
_NEVER_ANSWERED = {
    "bad_settings",
    "cannot_listen",
    "client_left",
    "database_misuse",
    "key_file_unusable",
    "last_platform_owner",
}
_INTRODUCTION = """\
# Errors

Written by `docs/reference/errors.py` from the code; change the error or the script, not this page.

Every answer with a status of 400 or more is a problem (RFC 9457), `application/problem+json`:

```text
{
  "type": "/problems/invalid_request",   compared, never fetched
  "title": "Invalid request",            the code in words
  "status": 422,
  "detail": "the request has fields …",  what happened, where, what to do: for people, may change
  "code": "invalid_request",             stable: act on this
  "errors": [                            wrong fields, all of them at once; else empty
    {"pointer": "/body/name", "code": "string_too_long", "message": "…"}
  ],
  "request_id": "0198c0de-…"             the same in the header, the logs and the audit log
}
```

Some problems have further members, such as `problems` when a document is invalid; ignore those that
you do not know. New codes come with new things; the status of an unknown code says enough.
"""
_BY_STATUS = {
    400: "Mend the request; sending it again does not help.",
    401: "Sign in again, or refresh the access token.",
    403: "Ask an administrator of the tenant.",
    404: "Look whether the id is right and of this tenant.",
    405: "Use a method that the header `Allow` lists.",
    408: "Send the body again, faster.",
    409: "Read the present state, then decide.",
    410: "Ask for a new link.",
    412: "Read the thing again, repeat your change on it, send the new ETag.",
    413: "Send less.",
    415: "Send `Content-Type: application/json`.",
    422: "Mend what `errors` or `detail` names.",
    428: "Send `If-Match` with the ETag of what you read.",
    429: "Wait as long as `Retry-After` says.",
    431: "Send fewer or shorter headers.",
    500: "Report the bug with its `request_id`.",
    503: "Wait as long as `Retry-After` says, then send the same again.",
}
_BY_CODE = {
    "already_done": "It was done: look for what was made. A new request needs a new key.",
    "already_ended": "Nothing: the execution has its final status.",
    "already_member": "Change the roles of the user instead.",
    "already_set_up": "Sign in, or ask the owner for an invitation.",
    "bad_cursor": "Start again without a cursor; keep filters and order from page to page.",
    "bad_event_id": "Follow the same executions, or start again without `Last-Event-ID`.",
    "bad_idempotency_key": "Take a key of 1 to 200 printable characters, such as a UUID.",
    "busy": "Wait as long as `Retry-After` says; if it stays so, give the server more processors.",
    "cross_site": "Send the request from a page of this server, or without the cookie.",
    "email_taken": "Sign in with the account that has the address.",
    "email_invalid": "Send an address like `ada@example.com`.",
    "escalation": "Give fewer permissions, or ask somebody who has them.",
    "forbidden": "Ask an administrator of the tenant for the permission that `detail` names.",
    "grants_too_much": "Share at a lower level, or ask an administrator of the tenant.",
    "idempotency_key_reused": "Take a new key for every new request.",
    "internal": "Report the bug with its `request_id`, which the log has too.",
    "invalid_document": "Mend every entry of `problems`; each names its node, edge or field.",
    "invalid_request": "Mend every entry of `errors`.",
    "invited_somebody_else": "Sign in with the account that was invited.",
    "last_owner": "Make somebody else an owner first.",
    "limit_exceeded": "Send something smaller or less deeply nested; `detail` has the limit.",
    "no_draft": "Save a draft first.",
    "no_second_factor": "Set one up with `POST /me/totp`.",
    "not_admitted": "Ask the operator: the provider's settings say who may come.",
    "not_confirmed": "Send the right password, code or short name.",
    "not_found": "Look whether the id is right, and of the tenant that you are signed in to.",
    "not_published": "Publish the workflow, or execute its draft.",
    "not_the_owner": "Ask the owner of the workflow.",
    "nothing_published": "Publish the draft, or delete the workflow.",
    "origin_not_allowed": "The operator may list the origin (`server.cors_origins`).",
    "outcome_unknown": "Look whether it was done. With an `Idempotency-Key` just send it again.",
    "outranked": "Ask somebody with those rights.",
    "own_password": "Change it with `PUT /me/password`.",
    "password_refused": "Choose another one; `errors` says what is wrong with this one.",
    "plan_unknown": "Take one of `GET /plans`.",
    "provider_unavailable": "Try again later, or sign in another way.",
    "queue_full": "Wait as long as `Retry-After` says; if it stays so, start more servers.",
    "quota_exceeded": "Free something, wait for the next month, or ask for a larger quota.",
    "registration_closed": "Ask a member of the tenant for an invitation.",
    "role_built_in": "Make a role of your own.",
    "role_in_use": "Name another role in `reassign_to`.",
    "role_name_taken": "Choose another name.",
    "role_unknown": "Take one of `GET /roles`.",
    "second_factor_enabled": "Remove it first.",
    "second_factor_required": "Send a code of your app, or a recovery code, as `totp`.",
    "secret_unreadable": "Tell the operator: the key file is not the one it was sealed with.",
    "sign_in_failed": "Check address and password.",
    "sign_in_locked": "Wait, or have a password link made; `Retry-After` says how long.",
    "sign_in_required": "Sign in with a password or a provider instead of an API key.",
    "slug_taken": "Choose another short name.",
    "stale_revision": "Read the thing again, repeat your change on it, send the new ETag.",
    "statement_timeout": "Ask for less at once: a smaller page, a shorter time span.",
    "streams_full": "Wait as long as `Retry-After` says; if it stays so, start more servers.",
    "tenant_deleting": "The owner of the platform can take the deletion back for a day.",
    "tenant_suspended": "Switch to another tenant, or ask the owner of the platform.",
    "token_expired": "Refresh the access token with `POST /auth/refresh`.",
    "token_invalid": "Sign in again.",
    "too_many_api_keys": "Revoke one that is not needed.",
    "too_many_streams": "Close one, or follow several executions on one stream.",
    "unknown_user": "Name an active member of the tenant.",
    "yaml_too_large": "Take JSON.",
}
_WITHOUT_CLASS = {
    "bad_path": (400, "The path can be read in two ways, or is no path."),
    "headers_too_large": (431, "The headers of a request are larger than all may be together."),
    "internal": (500, "A bug of the server."),
    "invalid_request": (422, "Fields are missing, unknown or wrong."),
    "method_not_allowed": (405, "There is something at this address, and not for this method."),
    "not_signed_in": (401, "The session behind a token has ended."),
    "origin_not_allowed": (403, "A page of another origin asks, which is not listed."),
    "shutting_down": (503, "The server is being stopped; another one, or the next, will answer."),
    "token_expired": (401, "The access token was good until a moment ago."),
}
"""Code -> status and meaning, for those that are no class of their own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One code. ``meanings``: of each class that has it."""

    code: str
    status: int
    meanings: tuple[str, ...]

    @property
    def advice(self) -> str:
        """What to do about it."""
        return _BY_CODE.get(self.code, _BY_STATUS[self.status])


def page() -> str:
    """Return the whole page."""
    rows = [_row(entry) for entry in request_errors()]
    table = ["| code | status | meaning | what to do |", "|---|---|---|---|", *rows]
    return "\n".join([_INTRODUCTION, *table, "", *_statuses(), "", *_of_programs()]) + "\n"


def request_errors() -> list[Entry]:
    """Return all codes that a request can be answered with, by code.

    Raises:
        ValueError: Two errors share a code and differ in their status.
    """
    found: dict[str, Entry] = {}
    for code, status, meaning in [*_of_classes(), *_of_literals()]:
        known = found.setdefault(code, Entry(code, status, ()))
        if known.status != status:
            raise ValueError(f"{code} has the statuses {known.status} and {status}")
        if meaning not in known.meanings:
            found[code] = Entry(code, status, (*known.meanings, meaning))
    return sorted(found.values(), key=lambda entry: entry.code)


def error_classes() -> list[type[ThaiyyalError]]:
    """Return every class of the tree, wherever it is defined."""
    for module in pkgutil.walk_packages(thaiyyal.__path__, "thaiyyal."):
        if not any(part in f"{module.name}." for part in _NOT_IMPORTED):
            importlib.import_module(module.name)
    return sorted(set(_below(ThaiyyalError)), key=lambda each: (each.code, each.__module__))


def _below(kind: type[ThaiyyalError]) -> Iterator[type[ThaiyyalError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


def _of_classes() -> Iterator[tuple[str, int, str]]:
    for each in error_classes():
        if _is_in(each, _OF_REQUESTS) and each.code not in _NEVER_ANSWERED:
            yield each.code, _status(each.code, each.kind), _meaning(each)


def _of_literals() -> Iterator[tuple[str, int, str]]:
    for code, (status, meaning) in _WITHOUT_CLASS.items():
        yield code, status, meaning


def _status(code: str, kind: Kind) -> int:
    return STATUS_BY_CODE.get(code, STATUS_BY_KIND[kind])


def _meaning(kind: type[ThaiyyalError]) -> str:
    return (kind.__doc__ or "").strip().partition("\n")[0].replace("``", "`")


def _is_in(kind: type[ThaiyyalError], packages: tuple[str, ...]) -> bool:
    place = kind.__module__.removeprefix("thaiyyal.")
    return any(place == package or place.startswith(f"{package}.") for package in packages)


def _row(entry: Entry) -> str:
    meaning = " Or: ".join(entry.meanings).replace("|", "\\|")
    return f"| `{entry.code}` | {entry.status} | {meaning} | {entry.advice} |"


def _statuses() -> Iterator[str]:
    yield "## By status\n"
    yield "For codes that you do not know.\n"
    yield "| status | what to do |"
    yield "|---|---|"
    for status, advice in _BY_STATUS.items():
        yield f"| {status} | {advice} |"


def _of_programs() -> Iterator[str]:
    yield "## Errors of programs\n"
    yield "Told by `thaiyyal serve` and the other commands, in a sentence that says what to do.\n"
    yield "| code | meaning |"
    yield "|---|---|"
    for each in error_classes():
        is_other = not _is_in(each, (*_OF_REQUESTS, *_OF_STEPS))
        if is_other or each.code in _NEVER_ANSWERED:
            yield f"| `{each.code}` | {_meaning(each)} |"
    yield "\nErrors of steps and of expressions are in [Execution](execution.md#errors) and"
    yield "[Expressions](expressions.md)."


def main() -> int:
    """Write the page, or compare it; 1 when it is out of date."""
    return write_or_compare(PAGE, page(), script="docs/reference/errors.py", about=__doc__)


if __name__ == "__main__":
    raise SystemExit(main())
