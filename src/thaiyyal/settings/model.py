"""All settings of the program, in groups. What each means is in its description."""

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import Field, SecretStr

from thaiyyal.settings.bounds import (
    LimitSettings,
    QuotaSettings,
    RetentionSettings,
)
from thaiyyal.settings.kinds import DatabaseUrl, Email, Place, ProviderName, RedisUrl
from thaiyyal.settings.outbound import OutboundSettings, TenantOutbound
from thaiyyal.settings.people import AuthSettings, OidcProvider
from thaiyyal.settings.redis import RedisSettings
from thaiyyal.settings.secrets import SecretSettings
from thaiyyal.settings.serving import (
    DatabaseSettings,
    Group,
    LogSettings,
    MigrationSettings,
    ServerSettings,
)
from thaiyyal.settings.working import WorkerSettings


def default_data_dir(environ: Mapping[str, str]) -> Path:
    """Return where data is kept when nobody said where."""
    chosen = Path(environ.get("XDG_DATA_HOME", ""))
    home = Path(environ.get("HOME") or Path.home())
    return (chosen if chosen.is_absolute() else home / ".local" / "share") / "thaiyyal"


class Settings(Group):
    """Every setting; ``load_settings`` makes it from flags, environment and file."""

    data_dir: Place = Field(
        default_factory=lambda: default_data_dir(os.environ),
        description="Where the program keeps what it makes: keys, the embedded database.",
    )
    database_url: DatabaseUrl | None = Field(
        None,
        description="The database as the application's role. Without it, a private PostgreSQL in "
        "the data directory.",
    )
    redis_url: RedisUrl | None = Field(
        None,
        description="A Redis for rate limits, caches and live events: `redis://`, `rediss://` "
        "(with TLS) or `unix://`. Without it, the database does all of that.",
    )
    owner_email: Email | None = Field(
        None, description="Creates the owner at the first start, with `owner_password`."
    )
    owner_password: SecretStr | None = Field(None, description="The password of that owner.")
    database: DatabaseSettings = DatabaseSettings()
    redis: RedisSettings = RedisSettings()
    migrations: MigrationSettings = MigrationSettings()
    server: ServerSettings = ServerSettings()
    worker: WorkerSettings = WorkerSettings()
    auth: AuthSettings = AuthSettings()
    oidc: dict[ProviderName, OidcProvider] = {}
    limits: LimitSettings = LimitSettings()
    quotas: QuotaSettings = QuotaSettings()
    retention: RetentionSettings = RetentionSettings()
    outbound: OutboundSettings = OutboundSettings()
    tenant_outbound: dict[ProviderName, TenantOutbound] = {}
    secrets: SecretSettings = SecretSettings()
    log: LogSettings = LogSettings()
