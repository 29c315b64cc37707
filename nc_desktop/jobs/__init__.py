"""Work off the Qt thread: frozen requests in, frozen results out, through signals only."""
