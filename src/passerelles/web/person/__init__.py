"""The person's file: what she holds, where she wants to go, the paths between, and what is printed of a meeting."""
