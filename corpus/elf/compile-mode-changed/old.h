long difference(long a, long b);
