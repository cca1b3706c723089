int apply(int (*step)(int), int value);
