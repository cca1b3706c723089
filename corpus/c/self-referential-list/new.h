struct node {
	struct node *next;
	struct node *previous;
	int value;
};

struct list {
	struct node *head;
	int length;
};

int list_sum(const struct list *list);
