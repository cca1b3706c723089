int clamp_percent(int value);
