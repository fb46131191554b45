"""The layouts of letters, one module each: `recognises` says whether a letter has it, `read` reads it."""
