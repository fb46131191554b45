"""Questions: from what the reader typed to the engine's request, and from its answer to results.

Nothing here reads a database, a socket or a clock.
"""
