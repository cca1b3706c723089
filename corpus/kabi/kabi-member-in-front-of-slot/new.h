struct device {
	int id;
	union {
		unsigned long window;
		struct {
			unsigned long rh_reserved1;
		} rh_kabi_hidden_7;
		union {};
	};
};

unsigned long device_sum(struct device *devices, int count);
