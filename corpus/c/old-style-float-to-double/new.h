double halve(double value);
double twice();
