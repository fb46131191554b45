"""What can be wrong with an incoming file, in words for the person who sent it."""


class Refused(Exception):
    """A file that will not become a letter as it is; `str()` says why and what to do."""
