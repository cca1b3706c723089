struct flags {
	unsigned char small;
	unsigned int large;
};

unsigned int flags_sum(const struct flags *f);

int main(void)
{
	struct flags f = { 3, 4 };

	return flags_sum(&f) != 7;
}
