"""Commands for whoever runs the site, one module each."""
