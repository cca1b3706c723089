struct owner;
struct node {
	int value;
	struct owner *owner;
};
struct owner {
	struct node *node;
	int count;
};

int node_weight(struct node *node);
