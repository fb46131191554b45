"""What became public and in which order: the ledger, its positions, and which searches meet it."""
