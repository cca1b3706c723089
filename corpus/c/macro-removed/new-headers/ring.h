#ifndef RING_H_
#define RING_H_
#define RING_SIZE 16
void ring_fill(int *values);
void ring_go(int ring_step);
#endif
