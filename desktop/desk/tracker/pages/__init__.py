"""The web pages: what the templates show, and the actions behind their forms."""
