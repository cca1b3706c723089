struct session;
extern struct session *const current_session;
int session_id(const struct session *s);
