struct client;

struct client *client_new(void);
unsigned client_count(const struct client *client);

int main(void)
{
	return client_count(client_new()) != 7;
}
