"""The desktop program: a GIS window over the library neurocorrelator."""
