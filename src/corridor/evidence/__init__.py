"""What was reported: claims with their sources, read and checked."""
