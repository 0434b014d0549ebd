"""Made-up phones that sit a whole contest over HTTP, and what they measured and were promised."""
