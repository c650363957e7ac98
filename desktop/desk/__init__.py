"""The built-in help desk: makes its home and runs it as a child process."""
