#include "new.h"

unsigned int control_check(const struct control *control)
{
	return control->mode ^ control->window;
}
