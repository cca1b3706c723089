int is_empty(void *data, int otherwise);

int main(void)
{
	int here;

	return is_empty(0, 5) != 1 || is_empty(&here, 5) != 5;
}
