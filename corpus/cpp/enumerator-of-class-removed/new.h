enum class colour { red };

int is_red(colour what);
