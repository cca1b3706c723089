struct dev {
	int id;
	void *rh_reserved_run;
	union {
		int (*run)(long unit);
		struct {
			unsigned long rh_reserved1;
		} rh_kabi_hidden_5;
		union {};
	};
};

int dev_id(struct dev *dev);
