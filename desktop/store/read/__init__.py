"""Queries: the mirror with the outbox laid over it."""
