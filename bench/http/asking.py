"""Single requests to the started server, as JSON."""

import json
import urllib.request
from typing import Any


def ask(port: int, path: str, *, body: object = None, token: str = "") -> Any:
    """Return the answer to one request: a POST when there is a body."""
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1{path}",
        None if body is None else json.dumps(body).encode(),
        {"content-type": "application/json", "authorization": f"Bearer {token}"},
    )
    with urllib.request.urlopen(asked) as answer:  # noqa: S310 - loopback
        return json.load(answer)
