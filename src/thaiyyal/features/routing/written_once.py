"""Answers that are the same for everybody until the next start: written once, known by a hash."""

import hashlib
from dataclasses import dataclass

from starlette.responses import Response

from thaiyyal.features.routing.call import CallContext
from thaiyyal.kernel.values import Value, dump_json


@dataclass(frozen=True, slots=True)
class WrittenOnce:
    """JSON, and its ETag."""

    body: bytes
    tag: str

    def answer(self, call: CallContext) -> Response:
        """Return the answer to a request: 304 to somebody who has it already."""
        call.headers.update({"ETag": self.tag, "Cache-Control": "private, no-cache"})
        known = call.request.headers.get("if-none-match", "")
        if {"*", self.tag} & {one.strip().removeprefix("W/") for one in known.split(",")}:
            return Response(status_code=304)
        return Response(self.body, media_type="application/json")


def written_once(value: Value) -> WrittenOnce:
    """Return a value as it is answered."""
    body = dump_json(value).encode()
    return WrittenOnce(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')
