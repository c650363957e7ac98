"""Everything that is Qt: pages, widgets, words for people."""
