"""The delivery rules for each guarantee level of a help desk."""
