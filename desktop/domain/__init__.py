"""What the app talks about: frozen values and rules, standard library only."""
