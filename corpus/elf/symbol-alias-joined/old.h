extern int trace_mask;
extern int debug_mask;
int masks(void);
