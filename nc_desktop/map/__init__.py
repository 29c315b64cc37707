"""The map: tiles, heatmap and footprints in a view of base-raster pixels."""
