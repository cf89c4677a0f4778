"""The mechanisms of a day: one file each, none imports another."""
