"""Qt item models that apply differences."""
