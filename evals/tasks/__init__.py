"""One module for each task of `evals`: it loads labelled data, runs the product on it and scores the result."""
