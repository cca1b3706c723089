struct range {
	long last;
	long first;
};

long range_length(const struct range *range);
