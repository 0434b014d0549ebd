"""What a Word document shows, as lines and tables: numbers, marks, pictures and formulas written out."""
