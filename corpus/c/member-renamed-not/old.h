struct range {
	long first;
	long last;
};

long range_length(const struct range *range);
