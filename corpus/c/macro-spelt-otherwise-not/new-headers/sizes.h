#ifndef RING_SIZES_H
#define RING_SIZES_H
#define RING_SIZE (1 << 4)
#endif
