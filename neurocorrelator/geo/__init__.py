"""Where pixels lie on the ground. Knows neither rasters nor features."""
