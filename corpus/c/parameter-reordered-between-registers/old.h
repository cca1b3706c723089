double scale(double *value, double factor, int times);
