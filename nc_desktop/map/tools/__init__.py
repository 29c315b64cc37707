"""What the mouse does on the map: drawing and measuring."""
