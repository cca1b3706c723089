typedef int (*step_fn)(int node);
typedef int (*visit_fn)(int node, const int *weights);

step_fn walker(void);
int each(step_fn step, visit_fn visit);
