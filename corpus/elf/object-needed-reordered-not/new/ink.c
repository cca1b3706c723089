int ink_left(void);

int ink_left(void)
{
	return 3;
}
