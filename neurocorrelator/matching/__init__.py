"""Pair quality, score maps and candidates: what this project exists for."""
