struct session {
	int id;
	int state;
	int retries;
};

struct session *session_open(int id);
int session_close(struct session *session);
