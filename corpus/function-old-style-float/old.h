double halve();
