"""The documentation as pages of the site: found beside the source in a checkout, inside the package once installed."""
