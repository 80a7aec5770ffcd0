"""The demo school: invented people and their school life, the same on every machine for the same day.

Nothing here is for a real installation. No name, number or address belongs to anybody.
"""
