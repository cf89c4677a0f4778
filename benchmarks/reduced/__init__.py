"""One small siege, the same in every implementation; ``numbers.py`` states it."""
