"""What may hinder the program on this machine, each problem with its fix."""
