double scale(double x);
