int dma_align(int bytes);
