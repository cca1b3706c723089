struct node {
	struct node *next;
	int value;
};

struct list {
	struct node *head;
	int length;
};

int list_sum(const struct list *list);
