"""What is open: plain objects with change signals. Nothing here knows a widget."""
