enum priority { PRIORITY_NONE, PRIORITY_LOW, PRIORITY_MIDDLE, PRIORITY_HIGH };

struct mail {
	unsigned int read : 1;
	enum priority priority : 2;
	unsigned int folder : 4;
};

struct mail *mail_first(void);
