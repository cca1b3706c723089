#include "export.h"

MODULE_INFO("license=GPL");

typedef unsigned char u8;

struct entropy {
	u8 *pool;
};

u8 jitter_read(struct entropy *entropy)
{
	return entropy->pool[0];
}
EXPORT_SYMBOL(jitter_read);
