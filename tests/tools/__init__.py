"""The tools that compare whole folders with what they must hold."""
