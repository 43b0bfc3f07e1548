"""All routes of accounts."""

from thaiyyal.features.accounts.api_keys.routes import routes as api_keys
from thaiyyal.features.accounts.invitations.routes import routes as invitations
from thaiyyal.features.accounts.oidc.routes import routes as oidc
from thaiyyal.features.accounts.openings.routes import routes as openings
from thaiyyal.features.accounts.password_reset.routes import routes as password_reset
from thaiyyal.features.accounts.profile.routes import routes as profile
from thaiyyal.features.accounts.registration.routes import routes as registration
from thaiyyal.features.accounts.resets.routes import routes as resets
from thaiyyal.features.accounts.second_factor.routes import routes as second_factor
from thaiyyal.features.accounts.sessions.routes import account_routes as sessions
from thaiyyal.features.accounts.sessions.routes import auth_routes as tokens
from thaiyyal.features.accounts.setup.routes import routes as setup
from thaiyyal.features.accounts.sign_in.routes import routes as sign_in
from thaiyyal.features.routing import Route

ALL: tuple[Route, ...] = (
    *sign_in,
    *oidc,
    *tokens,
    *setup,
    *registration,
    *password_reset,
    *profile,
    *sessions,
    *second_factor,
    *api_keys,
    *invitations,
    *resets,
    *openings,
)
