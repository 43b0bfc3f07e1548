"""What is measured, one module for each kind of work. Each case starts processes of its own."""
