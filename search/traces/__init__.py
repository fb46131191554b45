"""The audit trail: what staff did, for good."""
