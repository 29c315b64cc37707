"""What matching found, and the files that say so."""
