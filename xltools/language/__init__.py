"""In which words does the tool speak? Texts by language, and the language that is spoken now."""
