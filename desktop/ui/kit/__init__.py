"""Widgets, models and styles that know nothing of tickets or money."""
