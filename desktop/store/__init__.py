"""SQLite and the files beside it. No Qt, no HTTP."""
