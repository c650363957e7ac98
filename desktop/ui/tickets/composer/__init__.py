"""The form for a new ticket."""
