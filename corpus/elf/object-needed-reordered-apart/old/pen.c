int stroke(void);

int stroke(void)
{
	return 2;
}
