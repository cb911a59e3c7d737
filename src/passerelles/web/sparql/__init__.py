"""The SPARQL endpoint: the protocol, its limits in words, its description, and its page with the editor."""
