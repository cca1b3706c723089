int page_size(void);
