#include <pthread.h>
#include <unistd.h>
#include "new.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void set_up(void)
{
}

int gauge_read(int channel)
{
	pthread_once(&once, set_up);
	return getpid() > 0 ? channel * 3 : 0;
}
