__attribute__((visibility("default"))) int blink(int times);
