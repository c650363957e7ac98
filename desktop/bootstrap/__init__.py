"""Makes a checkout runnable with the standard library alone; an installed or frozen app never enters it."""
