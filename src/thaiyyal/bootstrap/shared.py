"""What executions share, as the settings want it."""

from thaiyyal.settings import Settings
from thaiyyal.store.shared.redis_link import RedisOptions
from thaiyyal.store.shared.state import SharedState, shared_state
from thaiyyal.store.unit_of_work import Database


def redis_options(settings: Settings) -> RedisOptions | None:
    """Return where Redis is and how to treat it; None without one."""
    if settings.redis_url is None:
        return None
    chosen = settings.redis
    return RedisOptions(
        settings.redis_url.get_secret_value(),
        connect_timeout_s=chosen.connect_timeout_s,
        timeout_s=chosen.timeout_s,
        pool_max=chosen.pool_max,
        retry_s=chosen.retry_s,
    )


def shared_state_from(settings: Settings, database: Database) -> SharedState:
    """Return the shared state of this process; to be made on its event loop, and closed."""
    return shared_state(database, redis_options(settings))
