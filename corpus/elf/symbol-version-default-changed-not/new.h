int round_up(int value);
