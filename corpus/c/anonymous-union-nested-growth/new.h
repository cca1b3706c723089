struct input {
	int type;
	union {
		struct {
			int x;
			int y;
			int pressure;
		};
		int key;
	};
	int time;
};

const struct input *input_poll(void);
