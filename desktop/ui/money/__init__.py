"""What Dashboard and Wallets share: transactions as cells, totals, balances over time."""
