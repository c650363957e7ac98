"""The messages of a ticket, and the reply box."""
