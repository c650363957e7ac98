"""The routes that the app calls (`docs/help-desk.md`, The wire)."""
