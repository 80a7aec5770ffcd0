"""The people of a school: students, their guardians, staff, and the accounts they sign in with."""
