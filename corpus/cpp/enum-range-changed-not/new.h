enum colour { red, green, blue, white };

colour last();
