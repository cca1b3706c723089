int fan_speed(int percent);
