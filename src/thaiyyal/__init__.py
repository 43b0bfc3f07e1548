"""Thaiyyal: draw workflows on a canvas and run them."""
