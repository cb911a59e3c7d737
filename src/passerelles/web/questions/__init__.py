"""The library of questions on the site: what a request asks, and the answer for programs and for pages."""
