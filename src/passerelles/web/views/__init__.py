"""The pages for people, one module a page; each gives its routes."""
