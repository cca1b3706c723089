struct request {
	int id;
	void *reserved[6];
	int state;
};

struct request *request_get(void);
