int node_a(void);
int node_b(void);
