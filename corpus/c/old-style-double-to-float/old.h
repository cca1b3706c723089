double halve(double value);
