"""Runs plugins: finds them, asks them within bounds, lets out what consent allows, mirrors what they hold."""
