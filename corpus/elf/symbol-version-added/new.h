int parse(int text);
int format(int value);
