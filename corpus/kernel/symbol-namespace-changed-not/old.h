int dma_align(int size);
