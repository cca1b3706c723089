#include "old.h"

static char text[] = "label";

char *label_text(int id)
{
	return text + id;
}
