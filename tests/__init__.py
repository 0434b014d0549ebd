"""Tests mirror the tree of examapp; each name is a sentence of the rule book."""
