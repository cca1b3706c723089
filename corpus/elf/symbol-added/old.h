int ring_put(int value);
