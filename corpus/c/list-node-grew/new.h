struct node {
	int value;
	struct node *next;
	int weight;
};

int nodes_sum(struct node *first);
