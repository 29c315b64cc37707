"""The training wizard: from places to weights in use, around a child process that does the work."""
