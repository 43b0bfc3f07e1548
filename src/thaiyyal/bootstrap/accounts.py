"""What accounts are made of, from the settings: how people sign in, and the keys."""

from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr

from thaiyyal.features.accounts.key_holder import SealingKeys, SigningKeys
from thaiyyal.features.accounts.keyring import Key, Keyring
from thaiyyal.features.accounts.settings import AccountSettings, OidcProvider, Registration
from thaiyyal.kernel.clock import utc_now
from thaiyyal.settings import Settings, keys_of
from thaiyyal.settings.people import OidcProvider as ProviderGroup


def account_settings(settings: Settings) -> AccountSettings:
    """Return what accounts are told of the settings."""
    auth, server = settings.auth, settings.server
    return AccountSettings(
        issuer=auth.issuer,
        access_token=timedelta(seconds=auth.access_token_s),
        session=timedelta(seconds=auth.refresh_token_s),
        session_at_most=timedelta(seconds=auth.session_max_s),
        invitation=timedelta(seconds=auth.invitation_s),
        password_reset=timedelta(seconds=auth.password_reset_s),
        registration=Registration(auth.registration),
        plan=settings.quotas.default_plan,
        lockout_failures=auth.lockout_failures,
        lockout=timedelta(seconds=auth.lockout_s),
        sign_ins_per_minute_account=settings.limits.sign_ins_per_minute_account,
        public_url=server.public_url,
        web_origins=server.cors_origins,
        providers=tuple(_provider(name, group) for name, group in settings.oidc.items()),
    )


def signing_keys(settings: Settings) -> SigningKeys:
    """Return the keys that sign access tokens; raises ``KeyFileError``."""
    given = _keyring(settings.auth.signing_keys)
    if given is not None:
        return SigningKeys(given)
    return SigningKeys.from_directory(Path(settings.data_dir), now=utc_now())


def sealing_keys(settings: Settings) -> SealingKeys:
    """Return the keys that seal stored secrets; raises ``KeyFileError``."""
    given = _keyring(settings.auth.encryption_keys)
    if given is not None:
        return SealingKeys(given)
    return SealingKeys.from_directory(Path(settings.data_dir), now=utc_now())


def _keyring(given: SecretStr | None) -> Keyring | None:
    """Return the keys of a setting; when they were made is not known there."""
    if given is None:
        return None
    now = utc_now()
    return Keyring(tuple(Key(id_, secret, now) for id_, secret in keys_of(given).items()))


def _provider(name: str, group: ProviderGroup) -> OidcProvider:
    return OidcProvider(
        name=name,
        issuer=group.issuer,
        client_id=group.client_id,
        client_secret=group.client_secret.get_secret_value(),
        scopes=group.scopes,
        label=group.label,
        tenant=group.tenant,
        default_role=group.default_role,
        allow_email_domains=group.allow_email_domains,
        link_by_email=group.link_by_email,
    )
