int scale(int n, double by);
