#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	int data = 1;

	user_data_set(&data);
	return user_data_get() == &data ? 0 : 1;
}
