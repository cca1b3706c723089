struct range {
	unsigned int from, to;
};

unsigned int range_length(const struct range *range);

int main(void)
{
	struct range range[2] = { { 3, 7 }, { 0, 0 } };

	return range_length(range) != 4;
}
