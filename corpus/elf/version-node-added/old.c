#include "old.h"

int mail_send(int id)
{
	return id;
}
