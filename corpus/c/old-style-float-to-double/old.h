double halve();
double twice();
