"""Members through the days, block by block."""
