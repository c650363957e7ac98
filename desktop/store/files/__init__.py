"""Attachment bytes and their names."""
