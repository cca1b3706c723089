int tree_visit(int node);
