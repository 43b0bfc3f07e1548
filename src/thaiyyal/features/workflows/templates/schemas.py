"""Shapes of templates."""

from typing import Any

from pydantic import Field

from thaiyyal.features.routing import Schema
from thaiyyal.features.workflows.schemas import Document


class TemplateItem(Schema):
    """A workflow to begin with, with an input to try and the output that it then gives."""

    name: str
    title: str
    description: str
    tags: list[str]
    node_types: list[str]
    is_offline: bool = Field(description="Whether it runs without reaching another service.")
    document: Document
    input: Any = None
    output: Any = None


class Templates(Schema):
    """All templates; always one page."""

    items: list[TemplateItem]
    next_cursor: None
