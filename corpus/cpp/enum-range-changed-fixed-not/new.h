enum colour : unsigned { red, green, blue, white, black };

colour last();
