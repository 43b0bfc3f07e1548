"""The secrets among the settings, as texts that must not be seen anywhere."""

import json
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel, SecretStr

from thaiyyal.settings.model import Settings


def hidden_values(settings: Settings) -> Iterator[str]:
    """Yield every secret, and the parts of it that are secrets by themselves."""
    models: list[BaseModel] = [settings]
    for model in models:
        for value in dict(model).values():
            if isinstance(value, SecretStr):
                yield from _parts(value.get_secret_value())
            elif isinstance(value, BaseModel):
                models.append(value)
            elif isinstance(value, dict):
                models += value.values()


def _parts(secret: str) -> Iterator[str]:
    yield secret
    with suppress(ValueError):
        password = urlsplit(secret).password
        if password:
            yield password
            yield unquote(password)
    with suppress(ValueError):
        keys = json.loads(secret)
        if isinstance(keys, dict):
            yield from (text for text in keys.values() if isinstance(text, str))
