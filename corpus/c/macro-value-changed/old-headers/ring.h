#ifndef RING_H
#define RING_H

#define RING_VERSION_MINOR 1
#define RING_SIZE 8
#define RING_NEXT(at) (((at) + 1) % RING_SIZE)
#define _RING_FIRST 1

static const int ring_most = RING_SIZE;

static inline int ring_first(void)
{
    return _RING_FIRST;
}

void ring_fill(int *values);

#endif
