"""`thaiyyal rotate-keys`: new keys for tokens and for stored secrets, while servers run."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from thaiyyal.bootstrap.accounts import signing_keys
from thaiyyal.cli.administration import Administered, JsonOption, administer
from thaiyyal.cli.configured import ConfigOption, DataDirOption
from thaiyyal.cli.listing import print_done
from thaiyyal.cli.sealing_anew import Outcome, new_sealing_key, renew_data_keys, seal_anew, tell_all
from thaiyyal.features.accounts.keyring_file import SIGNING_KEYS, rotate_keyring
from thaiyyal.kernel.clock import utc_now
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.settings import Settings

_SENTENCES = (
    ("signing", "access tokens: the newest key is"),
    ("sealing", "stored secrets: the newest key is"),
    ("resealed", "second factors sealed anew:"),
    ("webhooks", "secrets of webhooks sealed anew:"),
    ("wrapper", "data keys are wrapped by"),
    ("rewrapped", "data keys wrapped anew:"),
    ("data_keys", "new data keys:"),
    ("young", "tenants left with a data key that is younger than an hour:"),
    ("credentials", "credentials sealed anew:"),
)


class KeysFromSettings(ThaiyyalError):
    """Keys that the settings hold cannot be changed from here."""

    code = "keys_from_settings"
    kind = Kind.CONFLICT


def rotate_keys(
    *,
    signing: Annotated[bool, typer.Option("--signing", help="The keys of access tokens.")] = False,
    sealing: Annotated[bool, typer.Option("--sealing", help="The keys of secrets.")] = False,
    rewrap: Annotated[
        bool,
        typer.Option("--rewrap", help="No new key: seal and wrap anew with what is set up now."),
    ] = False,
    data_keys: Annotated[
        bool, typer.Option("--data-keys", help="A new data key for each tenant; takes minutes.")
    ] = False,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Add new keys to the files in the data directory; without an option for tokens and secrets.

    Older keys stay, so that nobody is signed out and everything can be read at any moment.
    Running servers take the new ones up within seconds. Done again after it was cut off, it goes
    on. Example: [bold]thaiyyal rotate-keys --sealing[/bold]
    """
    every = not (signing or sealing or rewrap or data_keys)

    async def work(on: Administered) -> Outcome:
        _require_files(on.settings, signing=signing or every, sealing=sealing or every)
        outcome: Outcome = {}
        if signing or every:
            outcome["signing"] = await _rotate_signing(on)
        if sealing or every:
            outcome["sealing"] = await new_sealing_key(on)
        if sealing or rewrap or every:
            outcome |= await seal_anew(on, warn=_warn)
        if data_keys:
            outcome |= await renew_data_keys(on, warn=_warn)
        return outcome

    outcome = administer(config, data_dir, work)
    print_done("\n".join(_sentences(outcome)), outcome, as_json=as_json)


def _require_files(settings: Settings, *, signing: bool, sealing: bool) -> None:
    auth = settings.auth
    for wanted, given, name, more in (
        (signing, auth.signing_keys, "auth.signing_keys", ""),
        (
            sealing,
            auth.encryption_keys,
            "auth.encryption_keys",
            ", and then run thaiyyal rotate-keys --rewrap",
        ),
    ):
        if wanted and given is not None:
            raise KeysFromSettings(
                f"the setting {name} holds these keys: add a key at its end on every server, keep "
                f"the others before it, and restart the servers{more}"
            )


async def _rotate_signing(on: Administered) -> str:
    signing_keys(on.settings)  # makes the file, the first time
    newest = rotate_keyring(Path(on.settings.data_dir), now=utc_now(), name=SIGNING_KEYS).newest
    await tell_all(on, SIGNING_KEYS, {"newest": newest.id})
    return newest.id


def _warn(what: str, ids: Iterable[object], advice: str) -> None:
    for id_ in ids:
        told = f"no key that is here opens {what} {id_}; restore the key, or {advice}"
        sys.stderr.write(f"warning: {told}\n")


def _sentences(outcome: Outcome) -> list[str]:
    return [f"{words} {outcome[name]}" for name, words in _SENTENCES if name in outcome]
