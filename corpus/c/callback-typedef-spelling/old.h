typedef int (*visit_fn)(int node);
int walk(visit_fn visit);
int walk_back(visit_fn visit);
