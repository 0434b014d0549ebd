"""One use case per module, named by its verb; takes a session and collaborators, never a request."""
