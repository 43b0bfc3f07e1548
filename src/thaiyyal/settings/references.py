"""Settings that are kept elsewhere: each reference is replaced by its secret, once, at the start.

How the places are reached is settings too, those of ``secrets``, which therefore cannot refer.
"""

import asyncio
from collections.abc import Mapping

from pydantic import ValidationError

from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.secrets import Reference, Sources, open_sources
from thaiyyal.settings.catalogue import find_setting
from thaiyyal.settings.errors import Origin, SettingProblem
from thaiyyal.settings.layers import Given
from thaiyyal.settings.secrets import SecretSettings

_GROUP = "secrets."
_SOURCES = ("vault:", "aws:")
_NO_REFERENCE = "must be a reference such as vault:kv/data/thaiyyal#name or aws:thaiyyal#name"
_NOT_HERE = "cannot be a reference: it is needed to ask where references lead"
_NOT_ASKED = "was not asked for: mend the settings of secrets first"
_Found = Given | SettingProblem


def resolved(given: Mapping[str, Given], problems: list[SettingProblem]) -> dict[str, Given]:
    """Return the values with secrets in place of references, noting what cannot be had."""
    referring = {path: value for path, value in given.items() if _refers(path, value)}
    values = {path: value for path, value in given.items() if path not in referring}
    wanted: dict[str, Reference] = {}
    for path, value in referring.items():
        reference = Reference.read(str(value.value))
        if reference is None:
            problems.append(SettingProblem(path, value.origin, _NO_REFERENCE))
        elif path.startswith(_GROUP):
            problems.append(SettingProblem(path, value.origin, _NOT_HERE))
        else:
            wanted[path] = reference
    for path, found in (_asked(values, wanted, given) if wanted else {}).items():
        if isinstance(found, SettingProblem):
            problems.append(found)
        else:
            values[path] = found
    return values


def _refers(path: str, given: Given) -> bool:
    setting = find_setting(path)
    is_secret = setting is not None and setting.is_secret
    return is_secret and isinstance(given.value, str) and given.value.startswith(_SOURCES)


def _asked(
    values: Mapping[str, Given], wanted: Mapping[str, Reference], given: Mapping[str, Given]
) -> dict[str, _Found]:
    group = _group(values)
    if group is not None:
        return asyncio.run(_ask(group, wanted, given))
    return {path: SettingProblem(path, given[path].origin, _NOT_ASKED) for path in wanted}


def _group(values: Mapping[str, Given]) -> SecretSettings | None:
    own = {
        path.removeprefix(_GROUP): given.value
        for path, given in values.items()
        if path.startswith(_GROUP)
    }
    try:
        group = SecretSettings.model_validate(own)
    except ValidationError:
        return None
    return group if group.can_sign_in else None  # a rule of the settings tells what is missing


async def _ask(
    group: SecretSettings, wanted: Mapping[str, Reference], given: Mapping[str, Given]
) -> dict[str, _Found]:
    sources = open_sources(group.vault(), group.aws(), kept_s=group.kept_s)
    try:
        asked = [_one(sources, path, wanted[path], given[path].origin) for path in wanted]
        return dict(zip(wanted, await asyncio.gather(*asked), strict=True))
    finally:
        await sources.aclose()


async def _one(sources: Sources, path: str, reference: Reference, origin: Origin) -> _Found:
    where = f"{str(reference).partition(':')[2]} ({origin})"
    origin = Origin(reference.source, where)
    try:
        return Given(await sources.read(reference), origin)
    except ThaiyyalError as error:
        is_away = error.kind is Kind.UNAVAILABLE
        return SettingProblem(path, origin, error.message, is_away=is_away)
