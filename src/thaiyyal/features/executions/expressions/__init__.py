"""Help with writing expressions: what one gives, and what there is to write."""
