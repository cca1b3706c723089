int encode(int value);
