enum class colour { red, green };

colour next(colour what);
