"""Reading what the command line is given: documents and inputs."""

from pathlib import Path

from thaiyyal.document import MAX_DOCUMENT_BYTES, BadDocument, document_from_yaml, read_document
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.values import Value, parse_json

MAX_INPUT_BYTES = 1024 * 1024 * 1024


class BadUsage(ThaiyyalError):
    """The command was given something it cannot use."""

    code = "bad_usage"


def document_at(path: Path) -> Value:
    """Return the document in a JSON or YAML file."""
    data = _bytes_at(path, MAX_DOCUMENT_BYTES, "the document")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadDocument(f"{path} is not UTF-8 text (byte {error.start})") from error
    if path.suffix in (".yaml", ".yml"):
        return document_from_yaml(text)
    return read_document(text)


def input_from(text: str | None) -> list[Value]:
    """Return the inputs of a run: none, or the JSON given as text or as ``@file``."""
    if text is None:
        return []
    if text.startswith("@"):
        data: str | bytes = _bytes_at(Path(text[1:]), MAX_INPUT_BYTES, "the input")
    else:
        data = text
    try:
        return [parse_json(data)]
    except ThaiyyalError as error:
        raise BadUsage(f"the input cannot be read: {error.message}") from error


def directory_at(path: Path | None) -> Path | None:
    """Return a directory that is there from now on."""
    if path is not None:
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadUsage(f"cannot make the directory {path}: {error.strerror}") from error
    return path


def _bytes_at(path: Path, most: int, what: str) -> bytes:
    try:
        if path.stat().st_size > most:
            raise BadUsage(f"{what} in {path} is larger than {most // (1024 * 1024)} MiB")
        return path.read_bytes()
    except OSError as error:
        raise BadUsage(f"cannot read {path}: {error.strerror}") from error
