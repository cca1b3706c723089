int scale(int value);
int scale_long(long value);
