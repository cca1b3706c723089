int level(int of) __asm__("level.v2");
int depth(int of);
