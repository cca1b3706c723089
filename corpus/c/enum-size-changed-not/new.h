enum priority { PRIORITY_NONE, PRIORITY_LOW, PRIORITY_MIDDLE, PRIORITY_HIGH, PRIORITY_URGENT };

struct mail {
	unsigned int read : 1;
	enum priority priority : 3;
	unsigned int folder : 4;
};

struct mail *mail_first(void);
