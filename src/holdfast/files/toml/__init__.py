"""The arrangement file in TOML, in and out."""
