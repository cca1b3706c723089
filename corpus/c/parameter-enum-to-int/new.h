enum light { LIGHT_RED, LIGHT_AMBER, LIGHT_GREEN };
enum light light_next(enum light now);
int light_set(int colour);
