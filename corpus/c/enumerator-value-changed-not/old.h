enum permission {
	PERMISSION_READ = 1,
	PERMISSION_WRITE = 2,
	PERMISSION_RUN = 4,
	PERMISSION_ALL = 7,
};

int permission_allows(enum permission have, enum permission want);
