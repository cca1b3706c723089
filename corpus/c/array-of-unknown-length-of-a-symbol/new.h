extern int led_levels[3];

int led_set(int level);
