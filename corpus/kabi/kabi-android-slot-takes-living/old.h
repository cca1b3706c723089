struct bus {
	long id;
	unsigned long long android_kabi_reserved1;
	unsigned long long speed;
};

long bus_speed(struct bus *bus);
