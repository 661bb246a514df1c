"""The people an arrangement depends on: who can stand in, who holds the links, how teams are staffed."""
