"""What can be wrong with the use of triggers."""

from thaiyyal.kernel.errors import Kind, ThaiyyalError


class WebhookRefused(ThaiyyalError):
    """A request to a webhook does not prove that its sender knows the secret."""

    code = "webhook_refused"
    kind = Kind.FORBIDDEN


class WrongMethod(ThaiyyalError):
    """A webhook takes another method than that of the request."""

    code = "method_not_allowed"


class WrongContent(ThaiyyalError):
    """A webhook does not take what the body of the request is."""

    code = "unsupported_media_type"


class UnreadableBody(ThaiyyalError):
    """The body of a request to a webhook is not what its content type says."""

    code = "bad_request"
