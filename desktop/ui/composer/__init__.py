"""Writing a ticket."""
