enum capability {
	CAPABILITY_READ = 1,
	CAPABILITY_WRITE = 2,
	CAPABILITY_REMOTE = 1ULL << 40,
};

struct grant {
	enum capability capability;
	int user;
};

struct grant *grant_first(void);
