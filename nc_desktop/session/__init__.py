"""What a user does, in terms of model and jobs. Knows no widget.

The window calls a method here; the answer comes back as a change of the model or as a message.
"""
