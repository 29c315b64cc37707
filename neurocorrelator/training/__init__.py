"""Fine-tuning of the features on pictures of the same places from several views."""
