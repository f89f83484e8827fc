"""Dates as pages write them, and the year of a date printed without one."""
