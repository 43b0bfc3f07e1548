"""Where a person's consent may be asked without TLS: inside one's own network. Pure."""

from thaiyyal.features.credentials.building import text
from thaiyyal.features.credentials.errors import Problem
from thaiyyal.features.credentials.fields import Values
from thaiyyal.outbound.addresses import is_public
from thaiyyal.outbound.targets import is_local_name, read_target

_TOLD = (
    "begins with http://, so that everybody on the way could answer in the place of the service; "
    "write https://, or set allow_plain_http"
)


def problems(values: Values) -> list[Problem]:
    """Return what is wrong: the browser goes there, so that names cannot be looked up here."""
    target = read_target(text(values, "authorize_url"))
    is_inside = is_local_name(target.host) or (
        target.address is not None and not is_public(target.address)
    )
    if target.scheme == "https" or is_inside or values.get("allow_plain_http"):
        return []
    return [Problem("/body/fields/authorize_url", "tls_required", _TOLD)]
