"""How tables and texts of foreign layouts are understood, and what of them a person has to be asked."""
