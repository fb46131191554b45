"""What the portal costs and how well it finds, measured; docs/benchmarks.md says how to run each."""
