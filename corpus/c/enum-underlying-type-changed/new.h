enum key : unsigned long long {
	KEY_NONE = 0,
	KEY_FIRST = 1,
};

int key_is_set(enum key key);
