"""A scenario file becomes checked, frozen data, or one error that says what to correct."""
