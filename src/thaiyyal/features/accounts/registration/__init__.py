"""Registration: people get an account by an invitation or, where it is open, by themselves."""
