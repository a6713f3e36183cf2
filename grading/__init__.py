"""What an instructor runs: build, scoring, gradebook, reports and the command line."""
