"""Pages, one blueprint per audience; views check permission, call one service, and render."""
