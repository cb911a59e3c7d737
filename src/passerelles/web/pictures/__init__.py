"""What the graph views ask, and how a picture is told: styles, words, JSON."""
