"""Small widgets that say how complete and how recent the data on the screen is."""
