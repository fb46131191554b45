"""The case list: single determinations kept with a note, and cited."""
