"""A tour of the window with the demo: what is pointed at is real, and so is what it does."""
