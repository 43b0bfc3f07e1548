"""Names and media types of files, chosen by others and made harmless: shown, never a path."""

import re
import unicodedata

UNNAMED = "file"
UNKNOWN_TYPE = "application/octet-stream"
MOST_BYTES = 255
_LONGEST_EXTENSION = 20
_RESERVED = re.compile(r'[<>:"|?*]')
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,62}/[a-z0-9][a-z0-9!#$&^_.+-]{0,62}")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,10}")


def safe_name(name: str) -> str:
    """Return a name of at most 255 bytes without directories, control and formatting characters.

    >>> safe_name("../../etc/passwd"), safe_name("C:\\\\tmp\\\\a?.txt"), safe_name("..")
    ('passwd', 'a_.txt', 'file')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(
        "" if unicodedata.category(one)[0] == "C" else " " if one.isspace() else one
        for one in last[:1_000]
    )
    return _shortened(_RESERVED.sub("_", shown).strip(" .")) or UNNAMED


def safe_media_type(content_type: str) -> str:
    """Return the media type without parameters, or that of any bytes when it is none.

    >>> safe_media_type("Text/CSV; charset=utf-8"), safe_media_type("a b\\r\\nx: y")
    ('text/csv', 'application/octet-stream')
    """
    wanted = content_type.partition(";")[0].strip().lower()
    return wanted if _MEDIA_TYPE.fullmatch(wanted) else UNKNOWN_TYPE


def safe_extension(name: str) -> str:
    """Return a name's ending with its dot, when it is a plain one, or nothing.

    >>> safe_extension("report.PDF"), safe_extension("a.tar.gz"), safe_extension("a.b c")
    ('.pdf', '.gz', '')
    """
    ending = name[name.rfind(".") :] if "." in name else ""
    return ending.lower() if _EXTENSION.fullmatch(ending) else ""


def _shortened(name: str) -> str:
    if len(name.encode()) <= MOST_BYTES:
        return name
    stem, dot, extension = name.rpartition(".")
    ending = dot + extension
    if not stem or len(ending.encode()) > _LONGEST_EXTENSION:
        stem, ending = name, ""
    room = MOST_BYTES - len(ending.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + ending
