enum colour : unsigned { red, green, blue, white };

colour last();
