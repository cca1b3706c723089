extern int debug_mask;
extern int trace_mask;
int debug_enabled(int bit);
