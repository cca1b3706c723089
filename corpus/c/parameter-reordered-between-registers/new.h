double scale(double *value, int times, double factor);
