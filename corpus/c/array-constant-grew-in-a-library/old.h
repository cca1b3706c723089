extern const int led_levels[3];

int led_count(void);
int led_right(int count);
