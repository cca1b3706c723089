typedef int (*visit_fn)(int node);
int walk(int (*visit)(int node));
int walk_back(visit_fn visit);
