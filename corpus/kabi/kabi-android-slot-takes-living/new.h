struct bus {
	long id;
	union {
		unsigned long long windows[2];
		struct {
			unsigned long long android_kabi_reserved1;
		};
		union {};
	};
};

long bus_speed(struct bus *bus);
