"""Exact amounts, wallets, transactions and what they add up to."""
