"""The rules of the contest: plain values and functions over the standard library, nothing else."""
