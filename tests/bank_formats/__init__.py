"""Tests of the readers and writers of question banks."""
