"""Documents as texts that leave and come back: formats, limits, names of files. Pure."""

import unicodedata
from urllib.parse import quote

from thaiyyal.document import document_from_yaml, read_document, yaml_from_document
from thaiyyal.features.workflows.schemas import Format
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.values import Value, dump_json

MAX_YAML_CHARACTERS = 1024 * 1024
"""YAML is read at some hundred kilobytes a second; larger documents travel as JSON."""
_MAX_NAME = 80


class YamlTooLarge(ThaiyyalError):
    """A document is too large to be YAML."""

    code = "yaml_too_large"

    def __init__(self) -> None:
        most = MAX_YAML_CHARACTERS // (1024 * 1024)
        super().__init__(f"as YAML a document has at most {most} MiB; use JSON for this one")


def read_text(text: str, format: Format) -> Value:
    """Return the document in a text.

    Raises:
        BadDocument: It cannot be read.
        YamlTooLarge: It is YAML, and too large for that.
    """
    if format == "json":
        return read_document(text)
    if len(text) > MAX_YAML_CHARACTERS:
        raise YamlTooLarge
    return document_from_yaml(text)


def exported(document: dict[str, Value], format: Format) -> str:
    """Return a document as a text that people can read and import.

    Raises:
        YamlTooLarge: It is too large for YAML.
    """
    text = dump_json(document, indent=2)
    if format == "json":
        return text + "\n"
    if len(text) > MAX_YAML_CHARACTERS:
        raise YamlTooLarge
    return yaml_from_document(document)


def file_name(name: str, format: Format) -> str:
    """Return a name for the file of a workflow: letters, digits, `-` and `_` of any script.

    >>> file_name("Größe & Gewicht/../2", "json"), file_name("../", "yaml")
    ('Größe-Gewicht-2.json', 'workflow.yaml')
    """
    kept = "".join(char if _is_plain(char) else " " for char in name)
    stem = "-".join(kept.split())[:_MAX_NAME].strip("-")
    return f"{stem or 'workflow'}.{format}"


def attachment_of(name: str, format: Format) -> dict[str, str]:
    """Return headers that make a browser save an answer under a safe name (RFC 6266)."""
    full = file_name(name, format)
    plain = unicodedata.normalize("NFKD", full).encode("ascii", "ignore").decode()
    if plain.startswith("."):
        plain = f"workflow{plain}"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(full, safe='')}"
    return {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}


def _is_plain(char: str) -> bool:
    return char.isalnum() or char in "-_"
