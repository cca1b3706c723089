struct callbacks {
	int (*open)(void *data, int n);
	void *data;
};

int callbacks_open(const struct callbacks *callbacks, int n);

static int twice(void *data, int n)
{
	return data ? 0 : 2 * n;
}

int main(void)
{
	struct callbacks callbacks = { twice, 0 };

	return callbacks_open(&callbacks, 4) != 8;
}
