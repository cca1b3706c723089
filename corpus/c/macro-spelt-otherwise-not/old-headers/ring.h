#ifndef RING_H
#define RING_H
#include "../ring-private.h"
#include "size.h"

#define RING_LAST 15
#define RING_NEXT(at) (((at) + 1) % RING_SIZE)
#define RING_GROWS 1
#define RING_MOST (sizeof(long) * 8LLU)
#define RING_FULL 3
#define RING_TEMPORARY 1
#undef RING_TEMPORARY

void ring_fill(int *values);

#endif
