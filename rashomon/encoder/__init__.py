"""The neural models: model files, their cards, and the code that runs them."""
