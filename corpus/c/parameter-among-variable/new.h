int total(int first, int second, double weight, ...);
