struct user {
	char name[8];
	int id;
};
int user_id(const struct user *u);
