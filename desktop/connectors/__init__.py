"""HTTP to help desks: one connector per kind, all behind one protocol. No SQLite, no Qt."""
