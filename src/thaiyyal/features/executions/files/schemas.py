"""Shapes of files in the API."""

from pydantic import Field

from thaiyyal.features.routing import Moment, Schema
from thaiyyal.store.transaction import Row


class FileItem(Schema):
    """A file of an execution; its content is fetched by its digest."""

    sha256: str = Field(description="The digest of its content, in hexadecimal digits.")
    size_bytes: int
    name: str = Field(description="For people; without directories, 255 bytes at most.")
    media_type: str = Field(description="What the server that it came from called it.")
    created_at: Moment


def item_from(row: Row) -> FileItem:
    """Return a file as the API shows it."""
    return FileItem(
        sha256=row["sha256"].hex(),
        size_bytes=row["size_bytes"],
        name=row["name"],
        media_type=row["media_type"],
        created_at=row["created_at"],
    )
