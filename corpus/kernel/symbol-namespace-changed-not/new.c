#include "export.h"
#include "new.h"

MODULE_INFO("license=GPL");

int dma_align(int bytes)
{
	return (bytes + 63) & ~63;
}
EXPORT_SYMBOL_NS(dma_align, DMA_BUF);
