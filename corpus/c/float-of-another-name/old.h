double half(double x);
