"""Telling the user of an answer outside the window, and when not to."""
