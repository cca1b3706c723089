enum class colour : int { red, green };

colour next(colour what);
