struct person {
	const char *name;
	int height;
	int age;
};

int person_age(const struct person *person);
