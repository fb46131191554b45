"""Accounts and what belongs to them: roles, invitations, second factors, tokens, their own data."""
