"""Who reports, from where and for whom: bylines, datelines, notes, imprint."""
