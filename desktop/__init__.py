"""Otet Desk: a desktop support client that loses nothing, sends once and shows every answer."""

__version__ = "0.1.0"
