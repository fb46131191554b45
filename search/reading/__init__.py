"""The page of a letter: its facts with their places, citations to take away, similar decisions."""
