"""ETags: an update says which revision it was made for, so that nobody overwrites unseen work."""

from thaiyyal.features.routing.call import CallContext
from thaiyyal.kernel.errors import Kind, ThaiyyalError


class PreconditionRequired(ThaiyyalError):
    """An update did not say which revision it is for."""

    code = "precondition_required"
    kind = Kind.CONFLICT


class StaleRevision(ThaiyyalError):
    """Somebody changed the thing in the meantime."""

    code = "stale_revision"
    kind = Kind.CONFLICT


def etag(revision: int) -> str:
    """Return the ETag of a revision."""
    return f'"{revision}"'


def require_match(call: CallContext, revision: int) -> None:
    """Check the request's ``If-Match`` against the current revision.

    Raises:
        PreconditionRequired: There is no ``If-Match``.
        StaleRevision: It names another revision.
    """
    given = call.request.headers.get("if-match")
    if given is None:
        raise PreconditionRequired(
            "send If-Match with the ETag of what you changed, so that no newer work is lost"
        )
    tags = [tag.strip().removeprefix("W/") for tag in given.split(",")]
    if "*" not in tags and etag(revision) not in tags:
        raise StaleRevision(
            "this was changed since you read it; read it again and repeat your change"
        )
