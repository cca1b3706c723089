int steps(int count);
