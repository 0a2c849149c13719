"""From an article's passages to what is said in it, by whom and how certainly."""
