int baud_divisor(int rate);
