"""The only door from outside: HTTP and WebSocket, defended in the order of `service`, answered by Strawberry's view."""
