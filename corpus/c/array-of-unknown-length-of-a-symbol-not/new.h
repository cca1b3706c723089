extern int led_levels[4];

int led_set(int level);
