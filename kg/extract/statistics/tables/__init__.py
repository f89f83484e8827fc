"""Small tables printed as text: each cell an observation."""
