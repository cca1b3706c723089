struct bus {
	long id;
	unsigned long long android_kabi_reserved1;
	unsigned long long android_kabi_reserved2;
};

long bus_id(struct bus *bus);
