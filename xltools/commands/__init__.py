"""One verb a module: arguments in, exit code out."""
