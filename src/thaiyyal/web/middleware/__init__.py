"""What every request passes around the routes, one pure ASGI callable a file. Knows no slice."""
