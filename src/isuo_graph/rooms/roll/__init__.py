"""Who is on the roll, in which class and group, and the book of movement that says how it came about."""
