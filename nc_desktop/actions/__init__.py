"""What menus and tool bar offer: a class a menu, each connected to what it does."""
