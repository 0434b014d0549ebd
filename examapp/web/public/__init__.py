"""What anyone may see: the contest, published lists, languages, health."""
