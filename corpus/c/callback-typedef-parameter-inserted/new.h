typedef int (*visit_fn)(const char *name, int node);

visit_fn visitor(void);
