struct extra {
	char c;
};

static struct extra more;

struct inner___v2 {
	int value;
};

static struct inner___v2 instance = { 1 };

int use_instance(int i)
{
	instance.value += i + more.c++;
	return instance.value;
}
