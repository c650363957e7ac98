"""Text direction, numbers, dates, and problems as sentences."""
