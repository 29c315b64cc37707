"""Matching on several processes and machines, by dask.distributed."""
