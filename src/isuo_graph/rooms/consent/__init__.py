"""Written consent: who agreed, for whom, to what, on which text, until when, and what follows from it (R55, R56)."""
