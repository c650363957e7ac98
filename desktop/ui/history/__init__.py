"""The list of tickets, drafts and waiting sends."""
