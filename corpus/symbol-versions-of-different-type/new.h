int blend(double ratio);
