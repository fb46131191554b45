"""What the search engine can answer beside a result."""


class EngineError(Exception):
    """The engine did not do what was asked."""


class EngineUnavailable(EngineError):
    """The engine does not answer, is overloaded, or holds no index yet: try again later."""


class EngineRefused(EngineError):
    """The engine understood and said no: a fault of ours in the request, or a broken document."""
