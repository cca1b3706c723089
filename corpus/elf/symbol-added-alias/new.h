int tree_visit(int node);
int tree_walk(int node);
