"""What is wrong with a package's templates without any profile: names, references, styles, fields nobody uses."""
