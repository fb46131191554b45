"""The one error of this package that a user is meant to read."""


class ServiceError(RuntimeError):
    """Something on this machine is in the way; the message says what, and what to do next."""
