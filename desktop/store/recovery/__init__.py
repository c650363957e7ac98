"""Backups beside the database, and what brings a damaged or a copied profile back."""
