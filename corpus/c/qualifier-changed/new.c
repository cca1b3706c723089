#include "new.h"

static char text[] = "label";

const char *label_text(int id)
{
	return text + id;
}
