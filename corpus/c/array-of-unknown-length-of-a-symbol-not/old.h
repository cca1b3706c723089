extern int led_levels[];

int led_set(int level);
