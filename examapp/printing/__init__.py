"""Documents to print, as PDF: typst templates and the plain data that they are filled with."""
