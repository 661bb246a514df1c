"""The site: renders the assessment, and stores nothing."""
