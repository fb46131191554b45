"""Queries that readers keep: from an address to a list and back, shared, and searched lately."""
