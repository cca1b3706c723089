extern int verbosity;
int should_print(int level);
