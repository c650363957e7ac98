"""Rules of languages and calendars that work without Qt."""
