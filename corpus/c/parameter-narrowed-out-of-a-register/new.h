int second(long wide, int other);
