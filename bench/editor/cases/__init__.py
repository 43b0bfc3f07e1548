"""What is measured; each case is a function from a window to figures."""
