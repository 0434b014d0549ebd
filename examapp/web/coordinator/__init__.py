"""The pages of a coordinator, for their own events only; organizers use them for all."""
