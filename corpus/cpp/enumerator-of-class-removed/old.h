enum class colour { red, green };

int is_red(colour what);
