struct user {
	char name[16];
	int id;
};
int user_id(const struct user *u);
