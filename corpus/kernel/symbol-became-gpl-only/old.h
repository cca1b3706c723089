int led_set(int on);
