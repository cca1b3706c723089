extern const int led_levels[4];

int led_count(void);
int led_right(int count);
