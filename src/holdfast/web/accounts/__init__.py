"""Who is who: people, their organisations, how they sign in and are invited."""
