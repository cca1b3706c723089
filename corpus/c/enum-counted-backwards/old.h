enum attribute {
	ATTR_NONE,
	ATTR_NAME,
	AFTER_LAST,
	NUM_ATTR = AFTER_LAST,
	ATTR_MAX = AFTER_LAST - 1
};

int attribute_known(enum attribute a);
