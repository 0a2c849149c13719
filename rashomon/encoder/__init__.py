"""What words and sentences mean, as vectors: the model files, their cards and how they are read."""
