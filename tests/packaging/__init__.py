"""Checks of what is delivered, on fresh systems; each has a command of its own."""
