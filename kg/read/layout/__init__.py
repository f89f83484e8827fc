"""From the lines of a page to its articles: what each piece is, which heading begins an article, which paragraph belongs to which."""
