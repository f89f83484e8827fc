"""The time a figure speaks of, and how long a rule holds."""
