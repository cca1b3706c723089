struct person {
	int age;
	int height;
	const char *name;
};

int person_age(const struct person *person);
