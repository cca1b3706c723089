enum class colour : int { red, green };

int number_of(colour what);
