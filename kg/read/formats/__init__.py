"""Files of every kind as text: plain text, Markdown, JSONL, HTML, PDF, DOCX, in any Chinese encoding, with what is known beside it."""
