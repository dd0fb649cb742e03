"""What the crew writes to groups without leaving the plenary."""
