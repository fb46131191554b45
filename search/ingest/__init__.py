"""Incoming files: received into a batch, kept under their hash, unpacked, read and stored."""
