"""What is a figure and what it states: value, measure, basis, brackets, rules."""
