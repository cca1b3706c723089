struct node {
	int value;
	struct node *next;
};

int nodes_sum(struct node *first);
