"""What boards were: who changed what and when, versions with a name, and any moment of a board."""
