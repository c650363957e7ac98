"""The column that a thread is read in: no wider than one reads with ease, in the middle of what room there is."""

from desktop.ui.kit import theme

COLUMN, BUBBLE = 760, 560
"""The most that the column and a bubble in it take, in pixels at 100 % text."""
GUTTER = theme.SPACE_6


def column_width(width: int) -> int:
    """How wide the column is in a part of the window that is `width` pixels wide."""
    return max(width - 2 * column_left(width), 1)


def column_left(width: int) -> int:
    """How far the column stands from both sides of that part."""
    return max(GUTTER, (width - theme.current().px(COLUMN) + 1) // 2)
