enum colour { red, green, blue };

colour last();
