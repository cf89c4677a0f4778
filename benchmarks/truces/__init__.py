"""Whole-conflict theatres, what is measured of a truce, and what the record says: parts of ``ceasefires.py``."""
