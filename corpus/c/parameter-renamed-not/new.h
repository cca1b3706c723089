int baud_divisor(int bits_per_second);
