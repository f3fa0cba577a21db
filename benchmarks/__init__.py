"""Ratios of time and memory, all of one run: `python -m benchmarks` from the checkout (README.md says how to read them)."""
