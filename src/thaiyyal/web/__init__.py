"""The HTTP server: routes of the slices, authentication, errors, health. No business of its own."""
