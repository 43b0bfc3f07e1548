"""The OpenAPI document without a server: from the declarations alone."""

from importlib.metadata import version
from typing import Any

from fastapi import FastAPI

from thaiyyal.web.openapi import openapi_document
from thaiyyal.web.routes import ALL_ROUTES
from thaiyyal.web.routing import described


def api_document() -> dict[str, Any]:
    """Return the document of all routes."""
    return openapi_document(FastAPI(openapi_url=None), described(ALL_ROUTES), version("thaiyyal"))
