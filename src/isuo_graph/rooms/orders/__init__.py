"""The director's orders and what they give: duties, roles, prohibitions, a school's own rights (R49, R50, R53, R58)."""
