"""Measures the HTTP API of a started server: requests a second, and how long answers take."""
