"""Measurements, run by hand: each prints floor, app and ratio from one run."""
