struct outer {
	int value;
};

static struct outer instance = { 1 };

int use_instance(int i)
{
	instance.value += i;
	return instance.value;
}
