"""The composition root: builds, wires, starts and stops; the only room that knows all rooms."""
