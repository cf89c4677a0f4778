"""One day of one siege: pure functions of one member."""
