struct cred {
	int uid;
	int gid;
};

int cred_uid(const struct cred *cred);
