"""Personal tokens of the API: made by their owner, shown once, kept as a hash, revocable."""
