"""The search index, a copy of the database: alias, mapping, writer, drift check, the engine's client."""
