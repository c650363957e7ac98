"""Small parts that know nothing of tickets."""
