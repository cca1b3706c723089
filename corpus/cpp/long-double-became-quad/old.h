bool half(long double value);
