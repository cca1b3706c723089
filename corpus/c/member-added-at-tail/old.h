struct session {
	int id;
	int state;
};

struct session *session_open(int id);
int session_close(struct session *session);
