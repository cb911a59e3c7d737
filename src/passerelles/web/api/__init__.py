"""The answers of the analyses as JSON, described in OpenAPI, and the page that explains them."""
