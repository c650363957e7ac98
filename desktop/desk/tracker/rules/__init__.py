"""What holds whichever way a change comes: who may do what, the life of a ticket, and what is written down of it."""
