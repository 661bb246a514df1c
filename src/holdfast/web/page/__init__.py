"""What a page shows, worked out from the assessment before a template sees it."""
