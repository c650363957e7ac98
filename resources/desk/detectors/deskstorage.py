"""Fits every database connection with the desk's own storage rules."""

import deskstore


def init(db):
    deskstore.fit(db)
