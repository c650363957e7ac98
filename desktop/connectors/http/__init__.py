"""HTTP for connectors: one origin, bounded in time and size, abortable from any thread."""
