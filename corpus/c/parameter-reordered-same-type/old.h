int subtract(int from, int amount);
