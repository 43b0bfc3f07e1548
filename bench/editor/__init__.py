"""Measures the editor in a real browser on a started server: opening, panning, typing, running."""
