struct request {
	int id;
	void *reserved[5];
	union {
		void *reserved2[1];
		struct {
			int nread;
			int nwritten;
		} extra;
	};
	int state;
};

struct request *request_get(void);
