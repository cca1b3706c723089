enum permission {
	PERMISSION_READ = 1 << 0,
	PERMISSION_WRITE = 1 << 1,
	PERMISSION_RUN = 1 << 2,
	PERMISSION_ALL = PERMISSION_READ | PERMISSION_WRITE | PERMISSION_RUN,
};

int permission_allows(enum permission have, enum permission want);
