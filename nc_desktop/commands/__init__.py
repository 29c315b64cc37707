"""What can be done in the window, gathered from its actions: to be searched, run and given keys."""
