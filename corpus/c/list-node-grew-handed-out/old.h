struct node {
	int value;
	struct node *next;
};
struct list {
	struct node *first;
};

int list_add(struct list *list, int value);
int node_value(struct node *node);
