"""What each party expects if it fights on, fitted on simulated wars."""
