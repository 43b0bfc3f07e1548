"""Sign-in with e-mail address, password and second factor."""
