"""Papers of an arrangement: who may have which, and what a paper for them may hold."""
