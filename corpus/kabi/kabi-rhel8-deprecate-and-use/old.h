struct dev {
	int id;
	void *run;
	unsigned long rh_reserved1;
};

int dev_id(struct dev *dev);
