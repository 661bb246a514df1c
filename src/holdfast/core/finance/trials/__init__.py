"""The simulation: thousands of trials of one business case, correlated and reproducible."""
