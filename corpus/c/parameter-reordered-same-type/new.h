int subtract(int amount, int from);
