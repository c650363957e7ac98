"""The help desk that runs inside Roundup: its rules, its wire, its mail and its pages.

It is a program of its own beside the app, in the same package: it imports nothing of `desktop` outside of itself. The
tracker's home holds only the files by which Roundup finds it (`resources/desk`).
"""
