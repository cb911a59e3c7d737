"""What is measured, one command each, with what a user would otherwise use measured in the same run."""
