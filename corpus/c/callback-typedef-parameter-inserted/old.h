typedef int (*visit_fn)(int node);

visit_fn visitor(void);
