"""The desktop program: a GIS window over the library neurocorrelator.

`model` holds what is open and knows no widgets, `jobs` computes on other threads, `map` and
`panels` show; `session` joins the first two and `main_window` puts it all on the screen.
"""
