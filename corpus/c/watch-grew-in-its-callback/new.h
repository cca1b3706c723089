struct watch {
	int (*event)(struct watch *watch);
	int id;
	int number;
	long fired;
};

int watch_fire(struct watch *watch);
