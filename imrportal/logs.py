"""Lines of the log."""

import logging


class OneLine(logging.Formatter):
    """What was logged stays on its line: nobody can write a line of their own into the log.

    Tracebacks, which are ours, keep their lines.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  the library's name
        record.message = "".join(c if c.isprintable() else repr(c)[1:-1] for c in record.message)
        return super().formatMessage(record)
