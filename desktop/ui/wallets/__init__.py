"""The Wallets page: balances, their charts, transactions and their export."""
