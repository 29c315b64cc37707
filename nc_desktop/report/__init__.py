"""The report of a search: one HTML file to read, print and hand on. Knows nothing of Qt."""
