"""The pages of the organizing committee."""
