"""`thaiyyal rotate-keys`: new keys for tokens and for stored secrets, while servers run."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from thaiyyal.bootstrap.accounts import sealing_keys, signing_keys
from thaiyyal.cli.administration import Administered, JsonOption, administer
from thaiyyal.cli.configured import ConfigOption, DataDirOption
from thaiyyal.cli.listing import print_done
from thaiyyal.features.accounts.administration.resealing import reseal_second_factors
from thaiyyal.features.accounts.keyring_file import SEALING_KEYS, SIGNING_KEYS, rotate_keyring
from thaiyyal.features.audit import Change
from thaiyyal.features.tenancy.tenants.platform import tell_platform
from thaiyyal.kernel.actor import SYSTEM
from thaiyyal.kernel.clock import utc_now
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.values import Value
from thaiyyal.settings import Settings

Outcome = dict[str, Value]


class KeysFromSettings(ThaiyyalError):
    """Keys that the settings hold cannot be changed from here."""

    code = "keys_from_settings"
    kind = Kind.CONFLICT


def rotate_keys(
    *,
    signing: Annotated[bool, typer.Option("--signing", help="The keys of access tokens.")] = False,
    sealing: Annotated[bool, typer.Option("--sealing", help="The keys of secrets.")] = False,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Add a new key to the files in the data directory; both without an option.

    Older keys stay, so that nobody is signed out. Running servers take the new one up within
    seconds. Example: [bold]thaiyyal rotate-keys --sealing[/bold]
    """
    every = not (signing or sealing)

    async def work(on: Administered) -> Outcome:
        _require_files(on.settings, signing=signing or every, sealing=sealing or every)
        outcome: Outcome = {}
        if signing or every:
            outcome["signing"] = await _rotate_signing(on)
        if sealing or every:
            outcome["sealing"], outcome["resealed"] = await _rotate_sealing(on)
        return outcome

    outcome = administer(config, data_dir, work)
    print_done("\n".join(_sentences(outcome)), outcome, as_json=as_json)


def _require_files(settings: Settings, *, signing: bool, sealing: bool) -> None:
    auth = settings.auth
    for wanted, given, name in (
        (signing, auth.signing_keys, "auth.signing_keys"),
        (sealing, auth.encryption_keys, "auth.encryption_keys"),
    ):
        if wanted and given is not None:
            raise KeysFromSettings(
                f"the setting {name} holds these keys: add a key at its end on every server, keep "
                "the others before it, and restart the servers"
            )


async def _rotate_signing(on: Administered) -> str:
    signing_keys(on.settings)  # makes the file, the first time
    return await _rotate(on, SIGNING_KEYS)


async def _rotate_sealing(on: Administered) -> tuple[str, int]:
    sealing_keys(on.settings)
    newest = await _rotate(on, SEALING_KEYS)
    resealed = await reseal_second_factors(on.database, sealing_keys(on.settings))
    for user_id in resealed.unreadable:
        sys.stderr.write(
            f"warning: no key that is here opens the second factor of {user_id}; restore the key, "
            "or take it away with thaiyyal user drop-second-factor\n"
        )
    return newest, resealed.count


async def _rotate(on: Administered, name: str) -> str:
    newest = rotate_keyring(Path(on.settings.data_dir), now=utc_now(), name=name).newest
    change = Change("keys.rotated", "keys", name, after={"newest": newest.id})
    await tell_platform(on.database, SYSTEM, change)
    return newest.id


def _sentences(outcome: Outcome) -> list[str]:
    told = [
        f"{what}: the newest key is {outcome[name]}"
        for name, what in (("signing", "access tokens"), ("sealing", "stored secrets"))
        if name in outcome
    ]
    if "resealed" in outcome:
        told.append(f"second factors sealed anew: {outcome['resealed']}")
    return told
