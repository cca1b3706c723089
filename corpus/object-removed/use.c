/* Like a boot script that loads a driver by its name. */
int driver_probe(void);

int main(void)
{
	return driver_probe() == 1 ? 0 : 1;
}
