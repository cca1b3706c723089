#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	message_t message = message_get();

	message[0] = 'H';
	return message_initial(message) == 'H' ? 0 : 1;
}
