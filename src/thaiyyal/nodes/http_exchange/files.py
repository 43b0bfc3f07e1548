"""Files of the execution in requests: bodies that are saved, and files that are sent again.

As a value a file is ``{"file": {"sha256", "size_bytes", "name", "media_type"}}``: what describes
it, never its content.
"""

from dataclasses import replace

from thaiyyal.kernel.values import Value
from thaiyyal.nodes.http_exchange.params import HttpParams
from thaiyyal.sdk import (
    NO_INPUT,
    Environment,
    Request,
    StoredFile,
    invalid_input,
)
from thaiyyal.sdk.file_names import safe_media_type, safe_name


def with_saving(
    request: Request, params: HttpParams, value: Value, environment: Environment
) -> Request:
    """Return ``request``, whose answer becomes a file if ``params`` ask for it."""
    if params.save_as is None:
        return request
    given = None if value is NO_INPUT else value
    name = params.save_as.render(given, environment).strip()
    return replace(request, saves_body=True, file_name=name)


def value_of_file(file: StoredFile) -> Value:
    """Return what a node passes on of a file."""
    return {
        "file": {
            "sha256": file.sha256,
            "size_bytes": file.size_bytes,
            "name": file.name,
            "media_type": file.media_type,
        }
    }


def file_of_value(value: Value, what: str) -> StoredFile:
    """Return the file that a value names; whether there is such a file is found out when sending.

    Raises:
        StepError: invalid_input for a value that names none.
    """
    file = value.get("file") if isinstance(value, dict) else None
    digest = file.get("sha256") if isinstance(file, dict) else None
    if not isinstance(file, dict) or not isinstance(digest, str):
        message = f'{what} must be a file as a node with save_as gives it: an object with "file"'
        raise invalid_input(message)
    name, media_type = file.get("name"), file.get("media_type")
    return StoredFile(
        digest,
        0,
        safe_name(name if isinstance(name, str) else ""),
        safe_media_type(media_type if isinstance(media_type, str) else ""),
    )
