"""What http and paginator share: parameters, building requests, reading answers, pages."""
