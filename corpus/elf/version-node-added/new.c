#include "new.h"

int mail_send(int id)
{
	return id;
}

int mail_forward(int id)
{
	return mail_send(id) + 1;
}
