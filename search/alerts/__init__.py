"""From what became public to what a saved query's owner is told, exactly once."""
