"""How things are measured: each phase in a process of its own, watched from outside."""
