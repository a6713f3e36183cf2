"""What the lessons import: rollouts, test environments, policies, plots, Ray's start and checks."""
