"""A module for each question type, and one for what all of them promise."""
