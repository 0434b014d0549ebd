"""The pages of an entrant: sign in, consent, my events, the sitting, the receipt."""
