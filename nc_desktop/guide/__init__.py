"""The documents that ship with the program, read inside the window."""
