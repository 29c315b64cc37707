"""The widgets around the map. They show the model and call the session; they compute nothing."""
