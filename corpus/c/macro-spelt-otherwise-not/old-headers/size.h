#ifndef SIZE_H
#define SIZE_H
#define RING_SIZE 0x10
#endif
