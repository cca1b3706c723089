#include "export.h"

/* From here on the counter stands elsewhere than in the other unit. */
enum { before = __COUNTER__ };

#include "new.h"

MODULE_INFO("license=GPL");

int card_add(struct device *device)
{
	return device->state != 0;
}
EXPORT_SYMBOL(card_add);
