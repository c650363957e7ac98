"""The engine: push, pull, wait, back off."""
