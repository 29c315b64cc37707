"""Windows beside the main one: about the program itself."""
