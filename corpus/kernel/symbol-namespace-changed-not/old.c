#include "export.h"
#include "old.h"

MODULE_INFO("license=GPL");

int dma_align(int size)
{
	return (size + 63) & ~63;
}
EXPORT_SYMBOL_NS(dma_align, DMA_BUF);
