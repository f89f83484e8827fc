"""The place a figure is about: from its clause, its sentence, its paragraph or the article."""
