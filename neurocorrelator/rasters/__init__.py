"""Pictures and georeferenced rasters as values: pixels, mask and geometry together."""
