double halve(float value);
