"""Many sieges: run, summarise, keep."""
