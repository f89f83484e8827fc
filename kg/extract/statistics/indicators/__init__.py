"""What is measured: a noun phrase cut out of the clause, its object or the subject before it."""
