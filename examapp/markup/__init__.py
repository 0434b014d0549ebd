"""The small markup of question texts: what it means, and how it becomes HTML and formulas."""
