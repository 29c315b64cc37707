"""The weights that there are: shipped, trained and imported ones."""
