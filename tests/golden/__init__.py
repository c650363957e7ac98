"""What every page looks like, in each language and both themes, kept as pictures."""
