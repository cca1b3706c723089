int fill(void);

int fill(void)
{
	return 1;
}
