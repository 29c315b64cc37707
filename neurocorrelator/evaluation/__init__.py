"""How well pictures of known places are found."""
