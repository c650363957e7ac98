"""The books: customers' wallets, transactions, verification and the rates."""
