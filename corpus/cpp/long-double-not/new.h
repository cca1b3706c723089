bool half(double value);
