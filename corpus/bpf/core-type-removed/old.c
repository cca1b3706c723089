struct inner {
	int value;
};

static struct inner instance = { 1 };

int use_instance(int i)
{
	instance.value += i;
	return instance.value;
}
