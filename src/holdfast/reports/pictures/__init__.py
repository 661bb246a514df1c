"""Pictures as SVG: one drawing of each kind, for every format."""
