"""Charts of what is told of an indicator, drawn on the server: pure functions from figures to places on a sheet."""
