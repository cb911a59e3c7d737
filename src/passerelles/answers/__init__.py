"""What the graph answers, told in frozen view models that the pages, the command line and programs share."""
