int blink(int times);
