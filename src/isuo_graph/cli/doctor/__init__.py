"""What is wrong with an installation and how to mend it: each check looks at one thing and says one command or line."""
