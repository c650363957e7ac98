"""One ticket's messages and the reply box."""
