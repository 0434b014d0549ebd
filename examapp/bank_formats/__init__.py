"""Readers and writers of question bank files, one file per format; bytes in, domain values out."""
