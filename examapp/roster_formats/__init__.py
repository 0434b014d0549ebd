"""Readers of rosters 参赛名册 and writers of tables about entrants; bytes in, plain values out."""
