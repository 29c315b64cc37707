"""Places that several pictures show: how they are stored, checked, made and drawn for training."""
