struct watch {
	int (*event)(struct watch *watch);
	int id;
	int number;
};

int watch_fire(struct watch *watch);
