"""E-courses, tests and materials that plugins supply, and how far each student is with them."""
