"""The history list with its filters."""
